import { readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ODOO_ID_COLUMNS } from '../../src/connectors/csv/profiles/odoo-layout.ts';
import { PROFILES } from '../../src/connectors/csv/profiles/profiles.ts';
import { SHOPIFY_COLUMNS } from '../../src/connectors/csv/profiles/shopify-columns.ts';
import { WOOCOMMERCE_COLUMNS } from '../../src/connectors/csv/profiles/woocommerce-columns.ts';
import { type OdooSimulator, startOdooSimulator } from '../../src/connectors/odoo/simulator/start.ts';
import { ERROR_CODES } from '../../src/errors.ts';
import { makeFolder, runCli } from '../cli/spawn-cli.ts';
import { accessTo } from './access.ts';
import { codeRows, page, section, unquoted } from './markdown.ts';

const text = page('csv.md');
const columnNames = (heading: string) =>
  codeRows(section(text, heading)).flatMap((row) => row.slice(0, -1).flatMap((cell) => quotedNames(cell)));

/** Names in backquotes; what stands between them is left out. */
function quotedNames(cell: string): readonly string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
}

describe('docs/csv.md', () => {
  it('lists every profile with the type that it makes', () => {
    const rows = codeRows(section(text, '## Profiles').split('\n### ')[0] ?? '');
    const written = rows.filter((row) => row.length === 4).map(([name, , type]) => [unquoted(name), unquoted(type)]);
    expect(written.sort()).toEqual(PROFILES.map(({ name, type }) => [name, type]).sort());
  });

  it('names every column that is read of a Shopify export', () => {
    expect([...columnNames('### Shopify')].sort()).toEqual(Object.values(SHOPIFY_COLUMNS).flat().sort());
  });

  it('names every column that is read of a WooCommerce export', () => {
    const fixed = columnNames('### WooCommerce').filter((name) => !/^(?:Weight|Attribute) /.test(name));
    expect(fixed.sort()).toEqual(Object.values(WOOCOMMERCE_COLUMNS).flat().sort());
  });

  it.each([
    ['Products (', 'odoo-products.ts'],
    ['Contacts:', 'odoo-customers.ts'],
    ['Orders, with', 'odoo-orders.ts'],
  ])('names every column that is read of an Odoo export: %s', (start, file) => {
    const odoo = section(text, '### Odoo');
    const table = odoo
      .slice(odoo.indexOf(`\n${start}`))
      .split('\n\n')
      .slice(0, 2)
      .join('\n');
    const written = codeRows(table).flatMap((row) => row.slice(0, -1).flatMap(quotedNames));
    expect(written.sort()).toEqual([...columnsInSource(file)].sort());
  });

  it('shows every error of CSV files, and none that is gone', () => {
    const written = codeRows(section(text, '## Errors')).map(([code]) => unquoted(code));
    expect(written.sort()).toEqual(
      Object.keys(ERROR_CODES)
        .filter((code) => code.startsWith('csv_'))
        .sort(),
    );
  });
});

/** The profile keeps its columns to itself: they are read from its source. */
function columnsInSource(file: string): ReadonlySet<string> {
  const source = readFileSync(new URL(`../../src/connectors/csv/profiles/${file}`, import.meta.url), 'utf8');
  const table = /const COLUMNS = \{([\s\S]*?)\} as const/.exec(source)?.[1] ?? '';
  return new Set([
    ...Object.values(ODOO_ID_COLUMNS).flat(),
    ...[...table.matchAll(/'([^']+)'/g)].map(([, name = '']) => name),
  ]);
}

describe('a file of Excel on Windows', () => {
  let folder: string;
  let odoo: OdooSimulator;

  beforeAll(async () => {
    folder = await makeFolder('docs-csv');
    odoo = await startOdooSimulator({ port: 0, version: 19 });
    const rows = 'Handle\tTitle\tVariant SKU\tVariant Price\na\tCafé, noir\tS1\t3.50\n';
    await writeFile(join(folder, 'products.csv'), Buffer.from(rows, 'latin1'));
  });
  afterAll(async () => {
    await odoo.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const run = (...options: readonly string[]) =>
    runCli(['import', 'products.csv', '--as', 'product', '--dry-run', ...options], {
      cwd: folder,
      env: accessTo(odoo, folder),
    });

  it('is refused, never read with wrong letters, and the message says how to name its encoding', async () => {
    const { code, err } = await run();
    expect(code).toBe(ERROR_CODES.csv_wrong_encoding.exit);
    expect(err).toContain('csv_wrong_encoding');
    expect(err).toContain('--encoding');
    expect(err).toContain('Café');
  });

  it('is read when its encoding and separator are named', async () => {
    const { code, out, err } = await run('--encoding', 'windows-1252', '--separator', 'tab');
    expect(code, err).toBe(0);
    expect(out).toContain('title: "Café, noir"');
  });

  it('with a separator that is no sign is a wrong command line', async () => {
    const { code, err } = await run('--separator', 'comma');
    expect(code).toBe(2);
    expect(err).toContain('--separator cannot be "comma"');
  });
});
