import { chmod, chown, lstat, mkdir, mkdtemp, readFile, realpath, rename, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { codeOf, folderError } from '../storage-error.ts';
import { canReach, chooseUser, type RunAs } from './run-as.ts';

/** A Unix socket in a closed folder; loopback with a password where there are none (Windows). */
export type Transport = 'socket' | 'loopback';

/** Where the parts of an embedded cluster lie, and who runs it. */
export interface Layout {
  /** The data folder, resolved. */
  readonly dataDir: string;
  /** Where the cluster and what belongs to it lie: the data folder, or another one for root. */
  readonly home: string;
  /** PostgreSQL's own data directory. */
  readonly cluster: string;
  /** Where an unfinished cluster is made, beside the real one. */
  readonly unfinished: string;
  /** Folder of the Unix socket. */
  readonly socketDir: string;
  readonly logFile: string;
  readonly transport: Transport;
  readonly passwordFile: string;
  readonly runAs: RunAs | undefined;
}

/** `sun_path` is 108 bytes on Linux and 104 on macOS, one of them the end; PostgreSQL's file in it is named so. */
const SOCKET_FILE = '.s.PGSQL.5432.lock';
const SOCKET_PATH_BYTES = 103;
/** Used only where root's data folder lies in a home that nobody else can enter. */
const ROOT_STATE = '/var/lib/passerelle';
const HOME_NOTE = 'postgres.folder';
const SOCKET_NOTE = 'socket.folder';

/** Makes the folders that are missing. Throws `storage_read_only`, `storage_full`, `storage_folder_invalid`. */
export async function prepareLayout(dataDir: string, transport: Transport): Promise<Layout> {
  try {
    await makeFolder(dataDir);
    const root = await realpath(dataDir);
    const home = await clusterHome(root);
    const cluster = path.join(home, 'postgres');
    const runAs = await chooseUser(await ownerOf(cluster));
    if (runAs !== undefined) await letIn(home, runAs);
    return {
      dataDir: root,
      home,
      cluster,
      unfinished: path.join(home, `postgres.new-${process.pid}-${Date.now().toString(36)}`),
      socketDir: await socketFolder(home, runAs),
      transport,
      logFile: path.join(root, 'postgres.log'),
      passwordFile: path.join(home, 'postgres.password'),
      runAs,
    };
  } catch (error) {
    throw folderError(error, dataDir);
  }
}

/**
 * The folder itself is closed to others; those above it, where they are missing, are as usual.
 * Node's own recursive mkdir reports a read-only file system as ENOENT (seen in Node 26.10).
 */
async function makeFolder(folder: string, mode = 0o700): Promise<void> {
  if ((await isFolder(folder)) || (await tryMakeFolder(folder, mode))) return;
  const parent = path.dirname(folder);
  await makeFolder(parent, 0o777);
  if (await tryMakeFolder(folder, mode)) return;
  // /proc and its like answer as though they were not there.
  throw Object.assign(new Error(`${parent} takes no folders`), { code: 'EROFS' });
}

/** False if the folder above it is missing. */
async function tryMakeFolder(folder: string, mode: number): Promise<boolean> {
  try {
    await mkdir(folder, { mode });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return true;
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

async function isFolder(folder: string): Promise<boolean> {
  try {
    const found = await stat(folder);
    if (found.isDirectory()) return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
  throw Object.assign(new Error(`${folder} is not a folder`), { code: 'ENOTDIR' });
}

async function ownerOf(folder: string): Promise<number | undefined> {
  try {
    return (await stat(folder)).uid;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Where the cluster of a data folder lies, and its socket: the data folder itself, or others that it notes. */
export async function findHome(dataDir: string): Promise<{ readonly home: string; readonly socketDir: string }> {
  const home = (await readNote(path.join(dataDir, HOME_NOTE))) ?? dataDir;
  return { home, socketDir: (await readNote(path.join(home, SOCKET_NOTE))) ?? path.join(home, 'run') };
}

/**
 * The folder that holds the cluster: the data folder, unless Passerelle is root and no other user can come there.
 * Then it is a folder of its own, and the data folder keeps a note of it.
 */
async function clusterHome(dataDir: string): Promise<string> {
  const note = path.join(dataDir, HOME_NOTE);
  const noted = await readNote(note);
  if (noted !== undefined) return noted;
  // A cluster that a user made at home stays in use when root comes along.
  if ((await ownerOf(path.join(dataDir, 'postgres'))) !== undefined) return dataDir;
  const user = await chooseUser();
  if (user === undefined || (await canReach(path.dirname(dataDir), user))) return dataDir;
  await mkdir(ROOT_STATE, { recursive: true, mode: 0o755 });
  const home = await mkdtemp(path.join(ROOT_STATE, `${path.basename(dataDir).replace(/[^\w-]/g, '')}-`));
  await writeNote(note, home);
  return home;
}

/** PostgreSQL's user may pass through, not look around. */
async function letIn(home: string, runAs: RunAs): Promise<void> {
  if (await canReach(home, runAs)) return;
  const { mode } = await stat(home);
  await chown(home, 0, runAs.gid);
  await chmod(home, (mode & 0o700) | 0o010);
}

/** `run` in the data folder; where that path is too long for a socket, a short folder which the data folder notes. */
async function socketFolder(home: string, runAs: RunAs | undefined): Promise<string> {
  const own = path.join(home, 'run');
  if (fitsSocket(own)) {
    await makePrivate(own, runAs);
    return own;
  }
  const note = path.join(home, SOCKET_NOTE);
  const noted = await readNote(note);
  if (noted !== undefined && (await isPrivate(noted, runAs))) return noted;
  const parent = fitsSocket(path.join(tmpdir(), 'passerelle-XXXXXX')) ? tmpdir() : '/tmp';
  const short = await mkdtemp(path.join(parent, 'passerelle-'));
  if (runAs !== undefined) await chown(short, runAs.uid, runAs.gid);
  await writeNote(note, short);
  return short;
}

export function fitsSocket(folder: string): boolean {
  return Buffer.byteLength(path.join(folder, SOCKET_FILE)) <= SOCKET_PATH_BYTES;
}

async function makePrivate(folder: string, runAs: RunAs | undefined): Promise<void> {
  await makeFolder(folder);
  if (await isPrivate(folder, runAs)) return;
  if (runAs !== undefined) await chown(folder, runAs.uid, runAs.gid);
  await chmod(folder, 0o700);
}

/** A folder, not a link to one, of the right owner and closed to others: a place in /tmp may have been taken. */
async function isPrivate(folder: string, runAs: RunAs | undefined): Promise<boolean> {
  try {
    const found = await lstat(folder);
    const owner = runAs?.uid ?? process.getuid?.();
    return found.isDirectory() && (found.mode & 0o077) === 0 && (owner === undefined || found.uid === owner);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

async function readNote(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, 'utf8')).trim() || undefined;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function writeNote(file: string, text: string): Promise<void> {
  const unfinished = `${file}.${process.pid}`;
  await writeFile(unfinished, `${text}\n`, { mode: 0o600 });
  await rename(unfinished, file);
}
