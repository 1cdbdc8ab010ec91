import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OdooSimulator, startOdooSimulator } from '../../src/connectors/odoo/simulator/start.ts';
import { ERROR_CODES, type ErrorCode } from '../../src/errors.ts';
import { listen } from '../loopback.ts';
import { makeFolder, runCli } from './spawn-cli.ts';

let folder: string;
let odoo: OdooSimulator;
let website: Awaited<ReturnType<typeof listen>>;

beforeAll(async () => {
  folder = await makeFolder('bad-input');
  odoo = await startOdooSimulator({ port: 0, version: 19 });
  const html = '<!doctype html><title>Shop</title><p>Welcome.';
  website = await listen(createServer((_, answer) => answer.setHeader('content-type', 'text/html').end(html)));
  await writeFile(join(folder, 'a-file'), '');
  await mkdir(join(folder, 'closed'));
  await chmod(join(folder, 'closed'), 0o555);
});

afterAll(async () => {
  await odoo.stop();
  await website.close();
  await rm(folder, { recursive: true, force: true });
});

/** Root may write anywhere but in what the kernel shows. */
const readOnly = () => (process.getuid?.() === 0 ? '/sys/kernel/passerelle' : join(folder, 'closed', 'data'));

const on = (url: string, login = 'admin', secret = 'admin', database = 'demo') => ({
  PASSERELLE_ODOO_URL: url,
  PASSERELLE_ODOO_DATABASE: database,
  PASSERELLE_ODOO_LOGIN: login,
  PASSERELLE_ODOO_PASSWORD: secret,
});

const PARTNERS = ['odoo', 'call', 'res.partner', 'search', '[[]]'];
const erp = (settings: string) => `connections:\n  erp: {connector: odoo, ${settings}}\n`;
const GOOD = 'url: "http://127.0.0.1:1", database: demo, login: admin';

interface Case {
  readonly what: string;
  readonly code: ErrorCode;
  readonly args: readonly string[];
  readonly env?: () => Readonly<Record<string, string>>;
  /** The text of passerelle.yaml. */
  readonly config?: string;
  /** What the error must name besides its code. */
  readonly says: string;
}

const CASES: readonly Case[] = [
  { what: 'an unknown command', code: 'unknown_command', args: ['improt', 'x.csv'], says: '"import"' },
  { what: 'an unknown subcommand', code: 'unknown_command', args: ['connection', 'lst'], says: '"list"' },
  { what: 'an unknown option', code: 'unknown_option', args: ['connection', 'list', '--jsn'], says: '"--json"' },
  { what: 'an unknown global option', code: 'unknown_option', args: ['--confg', 'x', 'doctor'], says: '"--config"' },
  { what: 'a missing argument', code: 'usage', args: ['connection', 'remove'], says: "'name'" },
  { what: 'too many arguments', code: 'usage', args: ['connection', 'list', 'x'], says: '--help' },
  { what: 'an unknown connection', code: 'unknown_connection', args: [...PARTNERS, '--on', 'erp'], says: '"erp"' },
  {
    what: 'a misspelt connection',
    code: 'unknown_connection',
    args: ['connection', 'check', 'epr'],
    config: erp(`${GOOD}, password: x`),
    says: 'Did you mean "erp"?',
  },
  { what: 'an address without scheme', code: 'usage', args: [...PARTNERS, '--on', 'localhost:8069'], says: 'http://' },
  { what: 'no Odoo named at all', code: 'usage', args: PARTNERS, says: '--on' },
  {
    what: 'an address without credentials',
    code: 'usage',
    args: [...PARTNERS, '--on', 'http://127.0.0.1:1'],
    says: 'PASSERELLE_ODOO_API_KEY',
  },
  { what: 'arguments that are not JSON', code: 'usage', args: [...PARTNERS.slice(0, 4), '[x]'], says: 'character 2' },
  {
    what: 'a configuration that is not there',
    code: 'config_not_found',
    args: ['--config', 'nowhere.yaml', 'connection', 'list'],
    says: 'nowhere.yaml',
  },
  {
    what: 'a broken configuration',
    code: 'config_invalid',
    args: ['connection', 'list'],
    config: 'connections:\n  erp: {connector: odoo\n',
    says: 'line 3',
  },
  {
    what: 'a misspelt top-level key',
    code: 'config_unknown_key',
    args: ['connection', 'list'],
    config: 'conections: {}\n',
    says: '"connections"',
  },
  {
    what: 'a misspelt setting',
    code: 'config_unknown_key',
    args: ['connection', 'check', 'erp'],
    config: erp(`urll: "http://127.0.0.1:1", database: demo, login: admin, password: x`),
    says: '"url"',
  },
  {
    what: 'a setting that is missing',
    code: 'config_invalid',
    args: ['connection', 'check', 'erp'],
    config: erp('url: "http://127.0.0.1:1", login: admin, password: x'),
    says: 'connections.erp.database',
  },
  {
    what: 'an unknown connector',
    code: 'config_invalid',
    args: ['connection', 'check', 'erp'],
    config: 'connections: {erp: {connector: odo}}\n',
    says: '"odoo"',
  },
  {
    what: 'an unset environment variable',
    code: 'config_env_missing',
    args: ['connection', 'check', 'erp'],
    config: erp(`${GOOD}, apiKey: "$\{ERP_KEY}"`),
    says: 'export ERP_KEY=',
  },
  {
    what: 'an unreachable Odoo',
    code: 'http_unreachable',
    args: PARTNERS,
    env: () => on('http://127.0.0.1:1'),
    says: 'refused',
  },
  {
    what: 'a website that is no Odoo',
    code: 'odoo_not_odoo',
    args: ['odoo', 'doctor'],
    env: () => on(`http://127.0.0.1:${website.port}`),
    says: 'address',
  },
  {
    what: 'a wrong password',
    code: 'odoo_wrong_password',
    args: PARTNERS,
    env: () => on(odoo.url, 'admin', 'nonsense'),
    says: 'password',
  },
  {
    what: 'a wrong database',
    code: 'odoo_wrong_database',
    args: ['odoo', 'doctor'],
    env: () => on(odoo.url, 'admin', 'admin', 'prod'),
    says: 'database',
  },
  {
    what: 'a missing right',
    code: 'odoo_access_error',
    args: ['odoo', 'call', 'sale.order', 'search', '[[]]'],
    env: () => on(odoo.url, 'limited', odoo.apiKeys.limited),
    says: 'sale.order',
  },
  {
    what: 'a model of a module that is not installed',
    code: 'odoo_unknown_model',
    args: ['odoo', 'call', 'fleet.vehicle', 'search', '[[]]'],
    env: () => on(odoo.url),
    says: 'fleet.vehicle',
  },
  {
    what: 'a read-only data folder',
    code: 'storage_read_only',
    args: ['connection', 'list'],
    env: () => ({ PASSERELLE_DATA_DIR: readOnly() }),
    says: '--data-dir',
  },
  {
    what: 'a data folder that is a file',
    code: 'storage_folder_invalid',
    args: ['connection', 'list'],
    env: () => ({ PASSERELLE_DATA_DIR: join(folder, 'a-file') }),
    says: '--data-dir',
  },
  {
    what: 'a database that does not answer',
    code: 'storage_unavailable',
    args: ['--database-url', 'postgres://127.0.0.1:1/hub', 'connection', 'list'],
    says: 'address',
  },
  {
    what: 'a port in use',
    code: 'port_in_use',
    args: ['sandbox', 'odoo', '--port'],
    says: '--port',
  },
  { what: 'an unknown kind of fault', code: 'usage', args: ['sandbox', 'odoo', '--faults', 'lots=1'], says: '"lost"' },
  {
    what: 'a new connection of no connector',
    code: 'usage',
    args: ['connection', 'add', 'erp', 'url=http://127.0.0.1:1'],
    says: 'odoo, csv',
  },
  {
    what: 'a setting without a value',
    code: 'usage',
    args: ['connection', 'add', 'erp', '--connector', 'odoo', 'apiKey'],
    says: 'apiKey=env:NAME',
  },
  {
    what: 'a secret from a variable that is not set',
    code: 'config_env_missing',
    args: ['connection', 'add', 'erp', '--connector', 'odoo', 'apiKey=env:ERP_KEY'],
    says: 'export ERP_KEY=',
  },
];

describe('somebody who gets it wrong is told what and how to mend it, and nothing else happens:', () => {
  it.each(CASES)('$what', { timeout: 60_000 }, async ({ what, code, args, env, config, says }) => {
    const cwd = await makeFolder('case', folder);
    if (config !== undefined) await writeFile(join(cwd, 'passerelle.yaml'), config);
    const own = { PASSERELLE_DATA_DIR: join(cwd, 'data'), ...env?.() };
    const words = what === 'a port in use' ? [...args, String(odoo.port)] : args;

    const { code: status, out, err } = await runCli(words, { cwd, env: own });

    expect(err).toContain(`code: ${code}\n`);
    expect(err).toMatch(/^error: \S.*[.?]$/m);
    expect(err).toMatch(/^ {2}remedy: \S/m);
    expect(err).toContain(says);
    expect(err).not.toMatch(/^\s+at /m);
    expect(out).toBe('');
    expect(status).toBe(ERROR_CODES[code].exit);
  });
});

it('a script that asked for JSON gets its error as one JSON line on standard error', async () => {
  const cwd = await makeFolder('case', folder);
  const { code, out, err } = await runCli([...PARTNERS, '--json'], { cwd, env: on(odoo.url, 'admin', 'nonsense') });
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(JSON.parse(err)).toMatchObject({ error: { code: 'odoo_wrong_password', remedy: expect.any(String) } });
  expect(err).not.toContain('nonsense');
});
