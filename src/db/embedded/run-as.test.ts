import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { canReach, pickUnprivilegedUser } from './run-as.ts';

const PASSWD = `root:x:0:0:root:/root:/bin/bash
daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin
toor:x:0:0::/root:/bin/sh
nobody:x:65534:65533:nobody:/nonexistent:/usr/sbin/nologin
ann:x:1000:1000::/home/ann:/bin/bash
`;

describe('pickUnprivilegedUser', () => {
  it('takes the user postgres where there is one', () => {
    const passwd = `${PASSWD}postgres:x:101:104::/var/lib/postgresql:/bin/bash\n`;
    expect(pickUnprivilegedUser(passwd)).toEqual({ name: 'postgres', uid: 101, gid: 104 });
  });

  it('takes nobody else than an unprivileged user that is there', () => {
    expect(pickUnprivilegedUser(PASSWD)).toEqual({ name: 'nobody', uid: 65534, gid: 65533 });
    expect(pickUnprivilegedUser('root:x:0:0::/root:/bin/sh\nann:x:1000:1000::/home/ann:/bin/sh\n')).toBeUndefined();
  });

  it('stays with the owner of the data, so that they can be read after postgres was installed', () => {
    expect(pickUnprivilegedUser(PASSWD, 1000)?.name).toBe('ann');
    expect(pickUnprivilegedUser(PASSWD, 4242)).toBeUndefined();
    expect(pickUnprivilegedUser(PASSWD, 0)?.name).toBe('nobody');
  });

  it('reads the negative ids and the comments of macOS', () => {
    const passwd = '##\n# User Database\nnobody:*:-2:-2:Unprivileged User:/var/empty:/usr/bin/false\n';
    expect(pickUnprivilegedUser(passwd)).toEqual({ name: 'nobody', uid: 4294967294, gid: 4294967294 });
  });
});

describe.skipIf(process.platform === 'win32')('canReach', () => {
  it('sees a closed folder on the way', async () => {
    const top = await mkdtemp(path.join(tmpdir(), 'passerelle-reach-'));
    const inner = path.join(top, 'inner');
    await mkdir(inner);
    const stranger = { name: 'stranger', uid: 123_456, gid: 123_456 };
    await chmod(top, 0o700);
    expect(await canReach(inner, stranger)).toBe(false);
    expect(await canReach(inner, { ...stranger, uid: process.getuid?.() ?? 0 })).toBe(true);
    await chmod(top, 0o711);
    expect(await canReach(inner, stranger)).toBe(true);
    await chmod(inner, 0o750);
    expect(await canReach(inner, stranger)).toBe(false);
    expect(await canReach(inner, { ...stranger, gid: process.getgid?.() ?? 0 })).toBe(true);
    await rm(top, { recursive: true });
  });
});
