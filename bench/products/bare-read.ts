import { openCsvFile, scanRows } from '../../src/connectors/csv/reading/csv-file.ts';
import type { BareOdoo } from '../odoo/bare-calls.ts';
import { search, slices } from './bare-load.ts';

const PAGE = 1000;

/** Reads the file, row by row, and nothing more. Returns the number of rows. */
export async function parseFile(path: string): Promise<number> {
  let rows = 0;
  await scanRows(await openCsvFile(path), () => {
    rows += 1;
  });
  return rows;
}

/** The fields that the file holds, in pages of 1,000: of the products, and where they have variants of those. */
export async function readProducts(odoo: BareOdoo, tag: string, kind: 'plain' | 'variants'): Promise<number> {
  const fields = ['product_tmpl_id', 'name', 'default_code', 'barcode', 'weight', 'standard_price', 'lst_price'];
  if (kind === 'variants') fields.push('product_template_attribute_value_ids');
  const templateIds = new Set<unknown>();
  let count = 0;
  for (let last = 0; ; ) {
    const domain = [
      ['default_code', '=like', `${tag}%`],
      ['id', '>', last],
    ];
    const page = await search(odoo, 'product.product', domain, fields, { limit: PAGE, order: 'id' });
    count += page.length;
    last = page.at(-1)?.id ?? last;
    for (const row of page) templateIds.add(row.product_tmpl_id);
    if (page.length < PAGE) break;
  }
  if (kind === 'variants') {
    for (const ids of slices([...templateIds], PAGE)) await readOptionsAndPrices(odoo, ids);
  }
  return count;
}

async function readOptionsAndPrices(odoo: BareOdoo, templateIds: readonly unknown[]): Promise<void> {
  const domain = [['product_tmpl_id', 'in', templateIds]];
  await search(odoo, 'product.template.attribute.value', domain, ['name', 'attribute_id', 'product_tmpl_id']);
  await search(odoo, 'product.pricelist.item', domain, ['product_id', 'fixed_price']);
}
