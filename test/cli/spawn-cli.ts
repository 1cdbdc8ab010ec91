import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const ENTRY = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

/** A folder for a test file, which PostgreSQL's own user may pass through when root runs the tests. */
export async function makeFolder(name: string, parent = tmpdir()): Promise<string> {
  const folder = await mkdtemp(join(parent, `passerelle-${name}-`));
  await chmod(folder, 0o711);
  return folder;
}

export interface CliRun {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface CliSettings {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Standard input; empty when left out. */
  readonly input?: string;
}

/** A command line in a process of its own; it ends with its test. */
export function spawnCli(args: readonly string[], { cwd, env }: CliSettings) {
  const child = spawn(process.execPath, [ENTRY, ...args], {
    cwd,
    stdio: ['pipe', 'pipe', 'pipe'],
    // Nothing of the machine that the tests run on, its own settings of Passerelle and npm above all.
    env: { PATH: process.env.PATH ?? '', HOME: cwd, ...env },
  });
  // Of a test that fails half way nothing goes on running.
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return child;
}

/** One command line to its end. */
export async function runCli(args: readonly string[], settings: CliSettings): Promise<CliRun> {
  const child = spawnCli(args, settings);
  child.stdin.end(settings.input ?? '');
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code: typeof code === 'number' ? code : null, out, err };
}
