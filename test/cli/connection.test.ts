import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Terminal } from '../../src/cli/command.ts';
import { runCommandLine } from '../../src/cli/program.ts';
import { type OdooSimulator, startOdooSimulator } from '../../src/connectors/odoo/simulator/start.ts';
import { makeFolder } from './spawn-cli.ts';

let folder: string;
let odoo: OdooSimulator;

beforeAll(async () => {
  folder = await makeFolder('connection');
  odoo = await startOdooSimulator({ port: 0, version: 19 });
});

afterAll(async () => {
  await odoo.stop();
  await rm(folder, { recursive: true, force: true });
});

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A command line in this process, on one data folder for all tests. */
async function passerelle(line: string, { env = {}, input = '' } = {}): Promise<Ran> {
  let out = '';
  let err = '';
  const terminal: Terminal = {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    interactive: false,
    columns: 80,
    environment: { PASSERELLE_DATA_DIR: join(folder, 'data'), ...env },
    workingDirectory: folder,
    readInput: async () => input,
  };
  const code = await runCommandLine(line.split(' '), terminal);
  return { code, out, err };
}

const add = (name: string, rest: string) =>
  `connection add ${name} --connector odoo url=${odoo.url} database=demo login=admin ${rest}`;

describe('connections of the database', { timeout: 60_000 }, () => {
  it('keep their secrets to themselves from adding to removing', async () => {
    const added = await passerelle(add('erp', 'apiKey=env:ERP_KEY orders.confirm=confirmed'), {
      env: { ERP_KEY: odoo.apiKey },
    });
    expect(added).toMatchObject({ code: 0, err: '', out: expect.stringContaining('connection check erp') });

    const piped = await passerelle(add('piped', 'password=- --json'), { input: 'admin\n' });
    expect(piped).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(piped.out)).toEqual({
      name: 'piped',
      connector: 'odoo',
      origin: 'stored',
      identity: `${odoo.url} demo`,
    });

    const list = await passerelle('connection list');
    expect(list.out.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
      ['NAME', 'CONNECTOR', 'FROM', 'ACCOUNT'],
      ['erp', 'odoo', 'database', `${odoo.url} demo`],
      ['piped', 'odoo', 'database', `${odoo.url} demo`],
      [''],
    ]);
    const json = await passerelle('connection list --json');
    expect(JSON.parse(json.out)).toHaveLength(2);
    for (const { out, err } of [added, piped, list, json]) expect(out + err).not.toContain(odoo.apiKey);

    const checked = await passerelle('connection check --json');
    expect(JSON.parse(checked.out)).toMatchObject([
      { name: 'erp', status: 'ok' },
      // A password works, and is slower than a key.
      { name: 'piped', status: 'warning' },
    ]);
    expect(checked.code).toBe(0);

    expect(await passerelle('connection remove piped')).toMatchObject({ code: 0, err: '' });
    expect(await passerelle('connection check piped')).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('unknown_connection'),
    });
  });

  it('warn of a secret that everybody can read in the list of processes', async () => {
    const { code, err } = await passerelle(add('plain', 'password=admin'));
    expect(code).toBe(0);
    expect(err).toContain('better: password=env:NAME');
    expect(err).not.toContain('password=admin');
  });

  it('are never overwritten by another of the same name', async () => {
    const { code, out, err } = await passerelle(add('erp', 'password=-'), { input: 'other' });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('code: connection_exists');
    const check = await passerelle('connection check erp --json');
    expect(JSON.parse(check.out)).toMatchObject([{ status: 'ok' }]);
  });

  it.each([
    ['of a wrong password', 'bad-secret', 'password=-', 'nonsense', 'odoo_wrong_password'],
    ['of a wrong database', 'bad-database', 'password=-', 'admin', 'odoo_wrong_database'],
  ])('that do not work fail their check, with what to mend: %s', async (_, name, rest, input, code) => {
    const line = add(name, rest).replace('database=demo', name === 'bad-database' ? 'database=prod' : 'database=demo');
    await passerelle(line, { input });
    const checked = await passerelle(`connection check ${name}`);
    expect(checked.code).toBe(1);
    expect(checked.out).toContain(`(${code})`);
    expect(checked.out).toContain('-> ');
    expect(checked.out).not.toContain('nonsense');
    // The others are checked all the same.
    const all = await passerelle('connection check');
    expect(all).toMatchObject({ code: 1, out: expect.stringMatching(/^erp \(odoo\): \d+ ok$/m) });
    await passerelle(`connection remove ${name}`);
  });

  it.each(['erp.example', '1st', 'http://erp', ''])(
    'cannot have a name that a command would misread: "%s"',
    async (name) => {
      const { code, err } = await passerelle(add(name, 'password=-'), { input: 'x' });
      expect(code).toBe(2);
      expect(err).toContain('code: config_invalid');
    },
  );

  it('are lost with their key, and say so', async () => {
    const env = { PASSERELLE_SECRET_KEY: '0'.repeat(64) };
    const { code, err } = await passerelle('connection check erp --json', { env });
    expect(code).toBe(1);
    expect(JSON.parse(err)).toMatchObject({ error: { code: 'secret_key_wrong' } });
  });
});

describe('the Odoo that is meant', { timeout: 60_000 }, () => {
  const user = ['odoo', 'call', 'res.users', 'context_get', '--json'].join(' ');

  it('is the one of the environment before the only one that is stored', async () => {
    const env = { PASSERELLE_ODOO_URL: 'http://127.0.0.1:1', PASSERELLE_ODOO_DATABASE: 'demo' };
    const { err } = await passerelle(user, { env });
    expect(JSON.parse(err)).toMatchObject({ error: { code: 'usage', field: '--login' } });
  });

  it('has to be named among several', async () => {
    const { code, err } = await passerelle(user);
    expect(code).toBe(2);
    expect(JSON.parse(err)).toMatchObject({ error: { message: 'Which Odoo? There are erp, plain.', field: '--on' } });
  });

  it('answers a call with one JSON value', async () => {
    const compact = await passerelle(`${user} --on erp`);
    expect(JSON.parse(compact.out)).toMatchObject({ uid: 2 });
    expect(compact.out.split('\n')).toHaveLength(2);
    const people = await passerelle('odoo call res.lang search_count [] --on erp');
    expect(people).toMatchObject({ code: 1, out: '', err: expect.stringContaining('code: odoo_') });
    expect(await passerelle('odoo call res.lang search_count [[]] --on erp')).toMatchObject({ code: 0, out: '2\n' });
  });
});
