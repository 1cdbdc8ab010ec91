import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { PasserelleError } from '../../errors.ts';

/** The user that PostgreSQL runs as when Passerelle is root: it refuses to be root itself. */
export interface RunAs {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** First one there wins: PostgreSQL's own user, then those that exist everywhere. */
const CANDIDATES = ['postgres', '_postgres', 'passerelle', 'nobody', 'daemon', 'www-data'];
/** macOS writes the uid of `nobody` as -2. */
const UNSIGNED = 2 ** 32;

/** An unprivileged user out of the text of /etc/passwd: the owner of the data if there is one, else a candidate. */
export function pickUnprivilegedUser(passwd: string, ownerUid?: number): RunAs | undefined {
  const users = passwd.split('\n').flatMap((line): RunAs[] => {
    const [name, , uid, gid] = line.split(':');
    if (name === undefined || name.startsWith('#') || uid === undefined || gid === undefined) return [];
    const user = { name, uid: unsigned(uid), gid: unsigned(gid) };
    return Number.isInteger(user.uid) && Number.isInteger(user.gid) && user.uid !== 0 ? [user] : [];
  });
  if (ownerUid !== undefined && ownerUid !== 0) return users.find((user) => user.uid === ownerUid);
  return CANDIDATES.flatMap((name) => users.find((user) => user.name === name) ?? [])[0];
}

function unsigned(text: string): number {
  const number = Number.parseInt(text, 10);
  return number < 0 ? number + UNSIGNED : number;
}

/**
 * Undefined unless this process is root. `ownerUid` owns the data already there.
 *
 * Throws `storage_root_without_user`. No user is ever created.
 */
export async function chooseUser(ownerUid?: number): Promise<RunAs | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const user = pickUnprivilegedUser(await readFile('/etc/passwd', 'utf8'), ownerUid);
  if (user !== undefined) return user;
  throw new PasserelleError(
    'storage_root_without_user',
    ownerUid === undefined || ownerUid === 0
      ? 'PostgreSQL refuses to run as root, and this machine has no unprivileged user for it.'
      : `The data belongs to user id ${ownerUid}, which this machine does not know.`,
    { remedy: 'Start Passerelle as another user, or give a PostgreSQL with --database-url.' },
  );
}

/** Whether the user may enter the folder and each one above it, by their modes. */
export async function canReach(folder: string, user: RunAs): Promise<boolean> {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    const { mode, uid, gid } = await stat(at);
    const execute = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & execute) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}
