// `npm run -s bench -- NAME`: progress on standard error; the last line on standard output is one JSON object.
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BENCHES } from './benches.ts';
import { describeGoal, judge } from './harness/verdict.ts';

const say = (line: string) => process.stderr.write(`${line}\n`);

async function run(name: string): Promise<void> {
  const entry = BENCHES[name];
  if (entry === undefined) return;
  const { bench } = await entry.load();
  const folder = await mkdtemp(join(tmpdir(), `passerelle-bench-${name}-`));
  // Root's PostgreSQL runs as another user, who has to come in.
  await chmod(folder, 0o711);
  try {
    const measured = await bench({ environment: process.env, folder, say });
    for (const goal of measured.goals) say(describeGoal(goal));
    process.stdout.write(`${JSON.stringify(judge(name, measured))}\n`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const names = process.argv.slice(2);
const unknown = names.find((name) => name !== 'list' && !Object.hasOwn(BENCHES, name));
if (names.length === 0 || unknown !== undefined) {
  const what = unknown === undefined ? 'Name a bench' : `There is no bench "${unknown}"`;
  say(`${what}; "npm run -s bench -- list" names them: ${Object.keys(BENCHES).join(', ')}.`);
  process.exitCode = 2;
} else if (names.includes('list')) {
  for (const [name, { summary }] of Object.entries(BENCHES)) process.stdout.write(`${name.padEnd(18)}${summary}\n`);
} else {
  for (const name of names) await run(name);
}
