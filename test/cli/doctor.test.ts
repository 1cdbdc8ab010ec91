import { access, chmod, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startOdooSimulator } from '../../src/connectors/odoo/simulator/start.ts';
import { makeFolder, runCli } from './spawn-cli.ts';

let folder: string;

beforeAll(async () => {
  folder = await makeFolder('doctor');
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

interface Item {
  readonly name: string;
  readonly status: string;
  readonly message: string;
  readonly remedy?: string;
}

const itemsOf = (out: string): ReadonlyMap<string, Item> => {
  const { items }: { items: readonly Item[] } = JSON.parse(out);
  return new Map(items.map((item) => [item.name, item]));
};

describe('doctor', { timeout: 60_000 }, () => {
  it('finds a new installation in order, and names its parts', async () => {
    const cwd = await makeFolder('new', folder);
    const env = { PASSERELLE_DATA_DIR: join(cwd, 'data') };
    const { code, out, err } = await runCli(['doctor', '--json'], { cwd, env });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const items = itemsOf(out);
    expect([...items.values()].map(({ status }) => status)).not.toContain('failed');
    expect(items.get('data folder')?.message).toContain(`${env.PASSERELLE_DATA_DIR} (PASSERELLE_DATA_DIR)`);
    expect(items.get('database')?.message).toMatch(/^Embedded, version 18/);
    expect(items.get('node')?.message).toContain(process.versions.node);
  });

  it('reports the rest when the database cannot start, and what to mend', async () => {
    const cwd = await makeFolder('no-database', folder);
    await writeFile(
      join(cwd, 'passerelle.yaml'),
      'connections:\n  erp: {connector: odoo, url: "http://x", database: a, login: b, password: c}\n',
    );
    const args = ['--database-url', 'postgres://127.0.0.1:1/hub', 'doctor'];
    const { code, out, err } = await runCli(args, { cwd });
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toMatch(/^FAIL {2}database +The database cannot be reached/m);
    expect(out).toMatch(/^ok +connection erp +odoo, http:\/\/x a; from passerelle\.yaml/m);
    expect(out).toContain('(beside passerelle.yaml)');
    expect(out).toMatch(/-> Check that PostgreSQL runs/);
  });

  it('reports the rest when the configuration is broken', async () => {
    const cwd = await makeFolder('no-config', folder);
    await writeFile(join(cwd, 'passerelle.yaml'), 'conections: {}\n');
    const { code, out } = await runCli(['doctor', '--json'], { cwd });
    expect(code).toBe(1);
    expect(itemsOf(out).get('configuration')).toMatchObject({ status: 'failed', remedy: expect.any(String) });
    expect(itemsOf(out).get('database')).toMatchObject({ status: 'ok' });
  });

  it.skipIf(process.platform === 'win32')('warns of a secret key that others can read', async () => {
    const cwd = await makeFolder('open-key', folder);
    const env = { PASSERELLE_DATA_DIR: join(cwd, 'data'), K: 'secret' };
    const add = 'connection add erp --connector odoo url=http://127.0.0.1:1 database=a login=b password=env:K';
    await runCli(add.split(' '), { cwd, env });
    const key = join(env.PASSERELLE_DATA_DIR, 'secret.key');
    expect(itemsOf((await runCli(['doctor', '--json'], { cwd, env })).out).get('secret key')?.status).toBe('ok');
    await chmod(key, 0o644);
    const { code, out } = await runCli(['doctor', '--json'], { cwd, env });
    // A warning is no failure.
    expect(code).toBe(0);
    expect(itemsOf(out).get('secret key')).toMatchObject({ status: 'warning', remedy: `Run: chmod 600 ${key}` });
    expect(out).not.toContain('"secret"');
  });
});

describe.each([18, 19] as const)('odoo doctor on Odoo %d', { timeout: 60_000 }, (version) => {
  it('tells an administrator that all is well, and a limited user which rights are missing', async () => {
    const odoo = await startOdooSimulator({ port: 0, version });
    try {
      const cwd = await makeFolder('odoo', folder);
      const dataDir = join(cwd, 'data');
      const env = {
        PASSERELLE_DATA_DIR: dataDir,
        PASSERELLE_ODOO_URL: odoo.url,
        PASSERELLE_ODOO_DATABASE: odoo.database,
      };
      const examine = (login: string, key: string | undefined) =>
        runCli(['odoo', 'doctor', '--json'], {
          cwd,
          env: { ...env, PASSERELLE_ODOO_LOGIN: login, PASSERELLE_ODOO_API_KEY: key ?? '' },
        });

      const admin = await examine('admin', odoo.apiKey);
      expect(admin).toMatchObject({ code: 0, err: '' });
      const report = JSON.parse(admin.out);
      expect(report.status).toBe('ok');
      expect(report.facts).toMatchObject({
        series: `${version}.0`,
        protocol: version === 19 ? 'json2' : 'jsonrpc',
        languages: expect.arrayContaining(['en_US']),
        modules: expect.arrayContaining(['product', 'sale']),
        currencies: expect.arrayContaining(['USD']),
      });

      const limited = await examine('limited', odoo.apiKeys.limited);
      expect(limited).toMatchObject({ code: 1, err: '' });
      expect(itemsOf(limited.out).get('rights: product')).toMatchObject({
        status: 'failed',
        message: expect.stringContaining('product.template'),
        remedy: expect.stringContaining('Administrator'),
      });
      // An address needs no database of the hub, and none is made for it.
      await expect(access(dataDir)).rejects.toThrow();
    } finally {
      await odoo.stop();
    }
  });
});
