// Packs the project, installs the tarball in an empty folder as a user would, and tries it there: the commands, and
// the types of its three entry points. Needs the npm registry.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const work = mkdtempSync(path.join(tmpdir(), 'passerelle-package-'));
try {
  const consumer = path.join(work, 'consumer');
  const tarball = pack();
  install(consumer, tarball);
  tryCommands(consumer);
  checkTypes(consumer);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(work, { recursive: true, force: true });
}

function pack() {
  const [made] = JSON.parse(run('npm', ['pack', '--json', '--pack-destination', work], root).stdout);
  const strange = made.files.map((file) => file.path).filter((file) => /\.test\.|^(src|test|docs)\//.test(file));
  if (strange.length > 0) throw new Error(`The package holds files that no user needs: ${strange.join(', ')}`);
  console.log(`${made.filename}: ${made.files.length} files, ${Math.round(made.size / 1000)} kB`);
  return path.join(work, made.filename);
}

function install(folder, tarball) {
  cpSync(path.join(root, 'test/consumer'), folder, { recursive: true });
  // What a user would have installed beside it; taken from here, to be the same versions.
  run('npm', ['install', '--no-audit', '--no-fund', '--omit=dev', tarball], folder);
}

function tryCommands(folder) {
  const passerelle = path.join(folder, 'node_modules/passerelle/bin/passerelle.js');
  const tried = [['--version'], ['--help'], ['import', '--help'], ['sandbox', 'odoo', '--help']];
  for (const args of tried) {
    const { stdout } = run(process.execPath, [passerelle, ...args], folder);
    if (stdout.trim() === '') throw new Error(`passerelle ${args.join(' ')} printed nothing`);
    if (args[0] === '--version' && stdout.trim() !== version) {
      throw new Error(`passerelle --version printed ${stdout.trim()}, not ${version}`);
    }
    console.log(`passerelle ${args.join(' ')}: ok`);
  }
}

function checkTypes(folder) {
  const types = path.join(root, 'node_modules/@types');
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
  run(process.execPath, [tsc, '-p', '.', '--typeRoots', types], folder);
  console.log('types of passerelle, passerelle/odoo, passerelle/connector: ok');
  const { stdout } = run(process.execPath, ['consumer.ts'], folder);
  console.log(`a program that uses them: ${stdout.trim()}`);
}

function run(command, args, cwd) {
  const done = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 64_000_000,
    shell: process.platform === 'win32' && command === 'npm',
    timeout: 600_000,
  });
  if (done.status === 0) return done;
  const shown = [path.basename(command), ...args].join(' ');
  throw new Error(
    `${shown}: ended with ${done.status ?? done.signal ?? done.error?.message}\n${done.stdout}\n${done.stderr}`,
  );
}
