// Packs the project, installs the tarball in an empty folder as a user would, and tries it there: the commands, an
// import into a sandbox, and the types of its three entry points. Needs the npm registry.
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const LIMIT_MS = 600_000;
const root = fileURLToPath(new URL('..', import.meta.url));
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const work = mkdtempSync(path.join(tmpdir(), 'passerelle-package-'));
// PostgreSQL of root runs as another user, who has to come in.
chmodSync(work, 0o711);
const consumer = path.join(work, 'consumer');
const passerelle = path.join(consumer, 'node_modules/passerelle/bin/passerelle.js');
try {
  const tarball = pack();
  cpSync(path.join(root, 'test/consumer'), consumer, { recursive: true });
  run('npm', ['install', '--no-audit', '--no-fund', tarball], consumer);
  tryHelp();
  await tryImport();
  checkTypes();
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

function tryHelp() {
  for (const args of [['--version'], ['--help'], ['import', '--help'], ['sandbox', 'odoo', '--help']]) {
    const printed = run(process.execPath, [passerelle, ...args], consumer).stdout.trim();
    if (printed === '') throw new Error(`passerelle ${args.join(' ')} printed nothing`);
    if (args[0] === '--version' && printed !== version) {
      throw new Error(`passerelle --version printed ${printed}, not ${version}`);
    }
    console.log(`passerelle ${args.join(' ')}: ok`);
  }
}

async function tryImport() {
  const sandbox = spawn(process.execPath, [passerelle, 'sandbox', 'odoo', '--port', '0', '--json'], {
    cwd: consumer,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => sandbox.on('close', resolve));
  try {
    const { url, database, login } = JSON.parse(await firstLine(sandbox.stdout));
    const file = path.join(consumer, 'node_modules/passerelle/examples/demo/products.csv');
    const args = ['import', file, '--as', 'product', '--to', url, '--database', database, '--login', login, '--json'];
    const environment = { ...process.env, PASSERELLE_ODOO_PASSWORD: 'admin' };
    for (const expected of [
      { some: 'created', none: 'unchanged' },
      { some: 'unchanged', none: 'created' },
    ]) {
      const { stdout } = run(
        process.execPath,
        [passerelle, '--data-dir', path.join(work, 'data'), ...args],
        consumer,
        environment,
      );
      const summary = JSON.parse(stdout);
      if (summary[expected.some] !== summary.records || summary[expected.none] !== 0 || summary.records === 0) {
        throw new Error(`passerelle import did not leave everything ${expected.some}: ${stdout}`);
      }
      console.log(`passerelle import: ${summary.records} records ${expected.some}`);
    }
  } finally {
    sandbox.kill();
    await ended;
  }
}

async function firstLine(stream) {
  for await (const line of createInterface({ input: stream })) return line;
  throw new Error('passerelle sandbox odoo printed nothing');
}

function checkTypes() {
  const types = path.join(root, 'node_modules/@types');
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
  run(process.execPath, [tsc, '-p', '.', '--typeRoots', types], consumer);
  console.log('types of passerelle, passerelle/odoo, passerelle/connector: ok');
  const { stdout } = run(process.execPath, ['consumer.ts'], consumer);
  console.log(`a program that uses them: ${stdout.trim()}`);
}

function run(command, args, cwd, env = process.env) {
  const done = spawnSync(command, args, {
    cwd,
    env,
    encoding: 'utf8',
    maxBuffer: 64_000_000,
    shell: process.platform === 'win32' && command === 'npm',
    timeout: LIMIT_MS,
  });
  if (done.status === 0) return done;
  const shown = [path.basename(command), ...args].join(' ');
  const ended = done.status ?? done.signal ?? done.error?.message;
  throw new Error(`${shown}: ended with ${ended}\n${done.stdout}\n${done.stderr}`);
}
