// Builds dist/: JavaScript with declarations, and the files beside the code that are not TypeScript (migrations).
import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const source = path.join(root, 'src');
const target = path.join(root, 'dist');

rmSync(target, { recursive: true, force: true });
const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], {
  cwd: root,
  // npm reads standard output of prepack: `npm pack --json` must stay JSON.
  stdio: ['ignore', 2, 2],
});
if (status !== 0) process.exit(status ?? 1);

for (const entry of readdirSync(source, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || entry.name.endsWith('.ts')) continue;
  const file = path.join(entry.parentPath, entry.name);
  cpSync(file, path.join(target, path.relative(source, file)));
}
