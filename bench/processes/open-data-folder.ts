// What a server does before it is ready: the database of an existing data folder, then its queues. Arguments: the
// built package and the data folder. Says "database" and "ready" on standard output when it has come so far.
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

enableCompileCache();
const [build = '', dataDir = ''] = process.argv.slice(2);
const load = <Module>(file: string) => import(pathToFileURL(join(build, 'dist', file)).href) as Promise<Module>;

const { openDatabase } = await load<typeof import('../../src/db/database.ts')>('db/database.js');
const database = await openDatabase({ dataDir });
process.stdout.write('database\n');
const { openJobs } = await load<typeof import('../../src/jobs/jobs.ts')>('jobs/jobs.js');
const jobs = await openJobs(database, { supervise: true });
process.stdout.write('ready\n');
await jobs.stop(1000);
await database.close();
