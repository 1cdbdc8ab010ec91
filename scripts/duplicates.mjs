// Fails if a block of code stands twice. Tests and tables of data may repeat themselves.
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findDuplicates } from '../test/architecture/find-duplicates.ts';

const LEFT_OUT = /\.test\.ts$|\/simulator\/data\/|\/fixtures\//;

const root = fileURLToPath(new URL('..', import.meta.url));
const names = globSync(['src/**/*.ts', 'test/**/*.ts', 'bench/**/*.ts', 'scripts/*.mjs'], { cwd: root })
  .map((name) => name.split(path.sep).join('/'))
  .filter((name) => !LEFT_OUT.test(name))
  .sort();
const found = findDuplicates(names.map((name) => ({ path: name, text: readFileSync(path.join(root, name), 'utf8') })));
for (const sentence of found) console.error(`${sentence}: let one piece of code serve both`);
console.log(`${names.length} files, ${found.length} blocks that stand twice`);
process.exitCode = found.length > 0 ? 1 : 0;
