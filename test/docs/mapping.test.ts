import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { createMappingLayout } from '../../src/connectors/csv/mapping/compile-mapping.ts';
import { parseMappingFile } from '../../src/connectors/csv/mapping/mapping-file.ts';
import { createLayoutOverProfile } from '../../src/connectors/csv/mapping/over-profile.ts';
import { recogniseProfile } from '../../src/connectors/csv/profiles/profiles.ts';
import { type OdooSimulator, startOdooSimulator } from '../../src/connectors/odoo/simulator/start.ts';
import type { FieldTable } from '../../src/core/field.ts';
import { CUSTOMER_FIELDS } from '../../src/core/records/customer.ts';
import { ORDER_FIELDS } from '../../src/core/records/order.ts';
import { PRODUCT_FIELDS } from '../../src/core/records/product.ts';
import { sourcesOf } from '../../src/transforms/mapping-entry.ts';
import { TRANSFORMS } from '../../src/transforms/table.ts';
import { makeFolder, runCli } from '../cli/spawn-cli.ts';
import { accessTo } from './access.ts';
import { codeBlocks, codeRows, page, section, unquoted } from './markdown.ts';
import { transformYaml, withTransforms } from './transforms-table.ts';

const text = page('mapping.md');
const mappings = codeBlocks(text).filter(({ language }) => language === 'yaml');

describe('docs/mapping.md', () => {
  it('has the table of transforms that the program works with', () => {
    // Out of date? node scripts/docs-transforms.mjs
    expect(text).toBe(withTransforms(text));
  });

  it('shows transforms as a mapping file reads them', () => {
    for (const { examples } of TRANSFORMS.values()) {
      for (const { use } of examples) expect(parse(transformYaml(use))).toEqual(use);
    }
  });

  it.each([
    ['Product', PRODUCT_FIELDS],
    ['Customer', CUSTOMER_FIELDS],
    ['Order', ORDER_FIELDS],
  ] as const)('lists every field of a %s, and none that is gone', (heading, fields) => {
    const written = codeRows(section(text, `### ${heading}`)).map(([field]) => unquoted(field));
    expect(written.sort()).toEqual(pathsOf(fields, heading === 'Order').sort());
  });

  it.each(mappings.map(({ text: yaml }) => [yaml.trim().split('\n').slice(0, 5).join(' / '), yaml]))(
    'shows a mapping that can be used as it stands: %s',
    (_title, yaml) => {
      const mapping = parseMappingFile(yaml, 'docs/mapping.md');
      const { type } = mapping;
      const columns = [
        ...mapping.fields.flatMap(sourcesOf),
        ...(mapping.skip ?? []).map(({ column }) => column),
        ...(mapping.group ?? []),
      ];
      expect(type).toBeDefined();
      const header = [...new Set(columns)].filter((name) => !name.startsWith('record.'));
      if (mapping.profile !== undefined) {
        const names = ['Handle', 'Title', 'Variant Price', ...header];
        createLayoutOverProfile(mapping, recogniseProfile('docs/mapping.md', names), { header: names, now: 0 });
      } else if (type !== undefined) createMappingLayout(mapping, { header, type });
    },
  );
});

/** Lists of charges are told of in a row each; the items of other lists in rows of their own. */
function pathsOf(fields: FieldTable, isOrder: boolean): string[] {
  const summed = new Set(isOrder ? ['fees', 'tips', 'duties', 'giftCards'] : []);
  return fields.flatMap(({ path, list }) => [
    path,
    ...(summed.has(path) ? [] : (list?.fields ?? []).map((field) => `${path}[].${field.path}`)),
  ]);
}

describe('the first example of docs/mapping.md', () => {
  let folder: string;
  let odoo: OdooSimulator;

  beforeAll(async () => {
    folder = await makeFolder('docs-mapping');
    odoo = await startOdooSimulator({ port: 0, version: 19 });
  });
  afterAll(async () => {
    await odoo.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('makes what the page says', async () => {
    const [csv, yaml, plan] = codeBlocks(section(text, '## A first example'));
    await writeFile(join(folder, 'stock-list.csv'), csv?.text ?? '');
    await writeFile(join(folder, 'stock-list.yaml'), yaml?.text ?? '');
    const args = ['import', 'stock-list.csv', '--as', 'product', '--mapping', 'stock-list.yaml', '--dry-run'];
    const { code, out, err } = await runCli(args, { cwd: folder, env: accessTo(odoo, folder) });
    expect(code, err).toBe(0);
    expect(out).toContain(plan?.text);
  });
});
