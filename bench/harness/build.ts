import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Builds the package into `folder`, as `npm run build` does into dist/, which others may be using. */
export function buildPackage(folder: string): void {
  compile('tsconfig.build.json', ['--outDir', join(folder, 'dist'), '--declaration', 'false']);
  copySourceFiles(join(folder, 'dist'));
  cpSync(join(ROOT, 'bin'), join(folder, 'bin'), { recursive: true });
  completePackage(folder);
}

/**
 * Builds source and bench into `folder`, for figures of memory: what Node needs to strip types from source would
 * count too. Returns the address of a module of it: `bench/processes/csv.js`.
 */
export function buildBench(folder: string): (module: string) => string {
  mkdirSync(folder);
  const config = join(folder, 'tsconfig.json');
  const compilerOptions = {
    noEmit: false,
    rootDir: ROOT,
    outDir: folder,
    typeRoots: [join(ROOT, 'node_modules/@types')],
  };
  const include = [join(ROOT, 'src'), join(ROOT, 'bench')];
  const exclude = [join(ROOT, 'src/**/*.test.ts')];
  writeFileSync(config, JSON.stringify({ extends: join(ROOT, 'tsconfig.json'), compilerOptions, include, exclude }));
  compile(config, []);
  copySourceFiles(join(folder, 'src'));
  completePackage(folder);
  return (module) => pathToFileURL(join(folder, module)).href;
}

/** What is not type-correct is built all the same; the check of types is another one. */
function compile(config: string, args: readonly string[]): void {
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  spawnSync(process.execPath, [tsc, '-p', config, ...args], { cwd: ROOT, stdio: 'ignore' });
}

function copySourceFiles(target: string): void {
  const source = join(ROOT, 'src');
  for (const entry of readdirSync(source, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name.endsWith('.ts')) continue;
    const file = join(entry.parentPath, entry.name);
    const copy = join(target, relative(source, file));
    mkdirSync(dirname(copy), { recursive: true });
    cpSync(file, copy);
  }
}

function completePackage(folder: string): void {
  cpSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
}
