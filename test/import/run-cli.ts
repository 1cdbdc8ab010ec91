import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ENTRY = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

export interface CliResult {
  /** Null when the process was killed. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunningCli {
  readonly process: ChildProcess;
  readonly result: Promise<CliResult>;
}

/** Starts the command line from source, as a user's shell does, in a process of its own. */
export function startCli(args: readonly string[], env: Readonly<Record<string, string>>): RunningCli {
  const child = spawn(process.execPath, [ENTRY, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...env },
  });
  let out = '';
  let err = '';
  child.stdout?.on('data', (part) => {
    out += String(part);
  });
  child.stderr?.on('data', (part) => {
    err += String(part);
  });
  const result = new Promise<CliResult>((resolve) => {
    child.on('close', (code) => resolve({ code, out, err }));
  });
  return { process: child, result };
}

export async function runCli(args: readonly string[], env: Readonly<Record<string, string>>): Promise<CliResult> {
  return await startCli(args, env).result;
}
