import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { PasserelleError } from '../../errors.ts';
import { codeOf } from '../storage-error.ts';
import type { Layout } from './layout.ts';

/** How PostgreSQL's programs are run: as the right user, in a folder that they can enter. */
export function serverProcessOptions(layout: Layout, cwd: string): SpawnOptions {
  const { runAs } = layout;
  return {
    cwd,
    windowsHide: true,
    // PG* variables and the caller's locale would change what they do; on Windows they need the system's variables.
    ...(process.platform === 'win32' ? {} : { env: { LC_ALL: 'C', TZ: 'UTC' } }),
    ...(runAs === undefined ? {} : { uid: runAs.uid, gid: runAs.gid }),
  };
}

/** Waits for the end of a program. Throws `storage_unsupported_platform` if the system cannot run it at all. */
export async function collectOutput(child: ChildProcess): Promise<{ exitCode: number | null; output: string }> {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      output += String(chunk);
    });
  }
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once('error', (error) => reject(cannotRun(error)));
    child.once('close', resolve);
  });
  return { exitCode, output };
}

/** A program that is there and "does not exist" lacks its loader: glibc binaries on a musl system such as Alpine. */
export function cannotRun(cause: unknown): PasserelleError {
  return new PasserelleError(
    'storage_unsupported_platform',
    `The PostgreSQL that comes with Passerelle does not run on this system (${codeOf(cause) ?? 'unknown error'}).`,
    { remedy: 'Give a PostgreSQL 15 or newer with --database-url.', field: 'databaseUrl', cause },
  );
}
