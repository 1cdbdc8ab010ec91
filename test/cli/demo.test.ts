import { once } from 'node:events';
import { access, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHANGE, withChangedPrice } from '../../src/cli/demo/shop.ts';
import { findHome } from '../../src/db/embedded/layout.ts';
import { listen } from '../loopback.ts';
import { makeFolder, runCli, spawnCli } from './spawn-cli.ts';

let cwd: string;
/** The demo's folder is made in the system's one for temporary files: here it is watched. */
let temporary: string;
beforeAll(async () => {
  cwd = await makeFolder('demo');
  temporary = join(cwd, 'tmp');
  await mkdir(temporary, { mode: 0o700 });
});
afterAll(async () => {
  await rm(cwd, { recursive: true, force: true });
});

const env = () => ({ TMPDIR: temporary, PASSERELLE_DATA_DIR: join(cwd, 'data') });

describe('demo', { timeout: 120_000 }, () => {
  it('shows a first import, one that changes nothing and one changed price, beside a port in use', async () => {
    const occupied = await listen(createServer());
    try {
      const args = ['demo', '--once', '--port', String(occupied.port)];
      const { code, out, err } = await runCli(args, { cwd, env: env() });
      expect(err).not.toContain('error');
      const counts = [...out.matchAll(/(\d+) records from (\d+) rows: (\d+) created, (\d+) updated, (\d+) unchanged/g)];
      expect(counts.map((match) => match.slice(1))).toEqual([
        ['41', '121', '41', '0', '0'],
        ['41', '121', '0', '0', '41'],
        ['41', '121', '0', '1', '40'],
      ]);
      expect(out).toMatch(/price: "?58(?:\.00)?"? -> "?54/);
      expect(code).toBe(0);
    } finally {
      await occupied.close();
    }
    // Nothing is left, and nothing of the user was made.
    expect(await readdir(temporary)).toEqual([]);
    await expect(access(join(cwd, 'data'))).rejects.toThrow();
  });

  it('stays up for the commands that it names, stops on Ctrl-C, and the next one clears up after a kill', async () => {
    const until = async (child: ReturnType<typeof spawnCli>, wanted: RegExp) => {
      const seen: string[] = [];
      for await (const line of createInterface({ input: child.stdout })) {
        seen.push(line);
        if (wanted.test(line)) return seen.join('\n');
      }
      throw new Error(`the demo ended after:\n${seen.join('\n')}`);
    };
    const killed = spawnCli(['demo', '--port', '0'], { cwd, env: env() });
    await until(killed, /Where to look next/);
    killed.kill('SIGKILL');
    await once(killed, 'close');
    const [left = ''] = await readdir(temporary);
    // For root, PostgreSQL cannot enter here: its part of the demo lies elsewhere.
    const { home } = await findHome(join(temporary, left));

    const demo = spawnCli(['demo', '--port', '0'], { cwd, env: env() });
    const closed = once(demo, 'close');
    const said = await until(demo, /PASSERELLE_ODOO_LOGIN/);
    expect(await readdir(temporary)).toHaveLength(1);
    await expect(access(home)).rejects.toThrow();
    const named = Object.fromEntries([...said.matchAll(/(PASSERELLE_\w+)=(\S+)/g)].map(([, k = '', v = '']) => [k, v]));
    const again = await runCli(
      ['import', join(named.PASSERELLE_DATA_DIR ?? '', 'products.csv'), '--as', 'product', '--json'],
      {
        cwd,
        env: { ...env(), ...named },
      },
    );
    expect(JSON.parse(again.out)).toMatchObject({ records: 41, created: 0, updated: 0, unchanged: 41 });
    demo.kill('SIGINT');
    expect(await closed).toEqual([0, null]);
    expect(await readdir(temporary)).toEqual([]);
  });
});

it('the demo tells a script what it did as one JSON value', { timeout: 120_000 }, async () => {
  const { code, out } = await runCli(['demo', '--once', '--json', '--port', '0'], { cwd, env: env() });
  expect(code).toBe(0);
  const { imports } = JSON.parse(out);
  expect(imports).toMatchObject([{ created: 41 }, { unchanged: 41 }, { updated: 1, unchanged: 40 }]);
});

it('the changed price of the demo is one cell of the sample shop', async () => {
  const text = await readFile(new URL('../../examples/demo/products.csv', import.meta.url), 'utf8');
  const changed = withChangedPrice(text);
  const lines = text.split('\n');
  const different = changed.split('\n').filter((line, at) => line !== lines[at]);
  expect(different).toEqual([expect.stringContaining(`,${CHANGE.sku},`)]);
  expect(changed.length).toBe(text.length);
});
