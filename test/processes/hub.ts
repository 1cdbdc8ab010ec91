/**
 * Run by src/db/embedded/cluster.test.ts: opens the data folder in argv[2], prints `ready`, inserts a row for each line
 * of standard input and prints it back once it is committed; closes at the end of the input.
 */
import { createInterface } from 'node:readline';
import { openDatabase } from '../../src/db/database.ts';
import { keepMeta } from '../../src/db/meta.ts';

const database = await openDatabase({ dataDir: process.argv[2] ?? '' });
process.stdout.write('ready\n');
for await (const line of createInterface({ input: process.stdin })) {
  await keepMeta(database.kysely, line, true);
  process.stdout.write(`${line}\n`);
}
await database.close();
