import { chmod, cp, lstat, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { codeOf } from '../storage-error.ts';
import { canReach, type RunAs } from './run-as.ts';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
}

const COPY_PREFIX = 'binaries-';
const symlinkList = z.array(z.object({ source: z.string(), target: z.string() }));
const manifest = z.object({ version: z.string() });

/**
 * PostgreSQL's programs, ready to run: with the links between their libraries, where `runAs` can reach them.
 *
 * npm packages hold no symlinks; an install script makes them, which npm may have been told not to run. Where the
 * package cannot be written, or lies in a home that `runAs` cannot enter, a copy in `copyFolder` (60 MB) is used.
 */
export async function prepareBinaries(
  packageFolder: string,
  copyFolder: string,
  runAs: RunAs | undefined,
): Promise<Binaries> {
  const reachable = runAs === undefined || (await canReach(packageFolder, runAs));
  if (reachable && (await linkInPlace(packageFolder))) return programsOf(packageFolder);
  const { version } = manifest.parse(JSON.parse(await readFile(path.join(packageFolder, 'package.json'), 'utf8')));
  const copy = path.join(copyFolder, `${COPY_PREFIX}${version}`);
  if (!(await exists(copy))) await copyTo(packageFolder, copy);
  await removeOtherCopies(copyFolder, path.basename(copy));
  return programsOf(copy);
}

function programsOf(folder: string): Binaries {
  const program = (name: string) =>
    path.join(folder, 'native', 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  return { initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl') };
}

/** False if the folder cannot be written and links are missing. */
async function linkInPlace(folder: string): Promise<boolean> {
  try {
    await makeLinks(folder);
    return true;
  } catch (error) {
    if (['EACCES', 'EPERM', 'EROFS'].includes(codeOf(error) ?? '')) return false;
    throw error;
  }
}

/** `pg-symlinks.json` lists them, with paths from the package's folder. */
async function makeLinks(folder: string): Promise<void> {
  const list = path.join(folder, 'native', 'pg-symlinks.json');
  if (!(await exists(list))) return;
  for (const { source, target } of symlinkList.parse(JSON.parse(await readFile(list, 'utf8')))) {
    const link = path.join(folder, target);
    if (await exists(link)) continue;
    try {
      await symlink(path.relative(path.dirname(link), path.join(folder, source)), link);
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
  }
}

/** Complete or not at all: under another name first. */
async function copyTo(packageFolder: string, copy: string): Promise<void> {
  const unfinished = `${copy}.${process.pid}.new`;
  await mkdir(unfinished, { recursive: true, mode: 0o755 });
  try {
    await cp(path.join(packageFolder, 'native'), path.join(unfinished, 'native'), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (file) => !file.endsWith('.a'),
    });
    await makeWritable(unfinished);
    await makeLinks(unfinished);
    await rename(unfinished, copy);
  } catch (error) {
    await makeWritable(unfinished);
    await rm(unfinished, { recursive: true, force: true });
    if (!(await exists(copy))) throw error;
  }
}

/** Folders of a package that cannot be written are copied with that mode. */
async function makeWritable(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory()) await chmod(path.join(entry.parentPath, entry.name), 0o755);
  }
}

async function removeOtherCopies(folder: string, keep: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const old = name.startsWith(COPY_PREFIX) && name !== keep && !name.endsWith('.new');
    if (old) await rm(path.join(folder, name), { recursive: true, force: true });
  }
}

async function exists(file: string): Promise<boolean> {
  try {
    await lstat(file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}
