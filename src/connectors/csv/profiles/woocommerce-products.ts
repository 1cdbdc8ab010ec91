/**
 * WooCommerce's product export: simple products one row each; variable products a row of their own and one for each
 * variation, which names its parent by SKU or `id:44` and may stand anywhere.
 */
import { PasserelleError } from '../../../errors.ts';
import { missingCell, textCell, unguarded } from '../cells.ts';
import type { FileRow, Row } from '../layout.ts';
import { lineList } from '../records.ts';
import {
  type ColumnReader,
  createColumnReader,
  createRowsBuilder,
  type GroupPart,
  type Profile,
  type ProfileLayout,
} from './profile.ts';
import {
  attributeColumns,
  isWooCommerceProductHeader,
  WOOCOMMERCE_COLUMNS,
  weightColumn,
} from './woocommerce-columns.ts';
import { type Fields, productFields, typesOf, type WooColumns } from './woocommerce-fields.ts';
import { variantsOf } from './woocommerce-variants.ts';

export const wooCommerceProducts: Profile = {
  name: 'woocommerce-products',
  title: 'WooCommerce product export',
  type: 'product',
  recognises: isWooCommerceProductHeader,
  createLayout({ header, fileName, now, refine }): ProfileLayout {
    const cells = createColumnReader(header, WOOCOMMERCE_COLUMNS);
    const columns: WooColumns = {
      cells,
      header,
      attributes: attributeColumns(header),
      weight: weightColumn(header),
      now,
    };
    const source = { type: 'product' as const, header, fileName };
    const idsBySku = new Map<string, string>();
    return {
      type: 'product',
      fingerprint: 'woocommerce-products 1',
      grouped: true,
      skips: () => false,
      survey: (row) => {
        const { id, sku, type } = namesOf(cells, { line: 0, cells: row });
        if (!type.includes('variation') && id !== '' && sku !== '') idsBySku.set(sku, id);
      },
      keyOf: (row) => keyOf(cells, { line: 0, cells: row }, idsBySku),
      isOwnRow: (row) => !typesOf(cells, { line: 0, cells: row }).includes('variation'),
      createBuilder: () => createRowsBuilder(source, (rows) => buildGroup(columns, rows), idOfKey, refine),
    };
  },
};

/** `id:44` where the file has an id, else `sku:...`. */
function keyOf(cells: ColumnReader, row: Row, idsBySku: ReadonlyMap<string, string>): string | null {
  const { id, sku, type } = namesOf(cells, row);
  if (!type.includes('variation')) return id !== '' ? `id:${id}` : sku !== '' ? `sku:${sku}` : null;
  const parent = cells.cell(unguarded(row), 'parent').trim();
  if (parent === '') return null;
  if (/^id:\d+$/.test(parent)) return parent;
  const parentId = idsBySku.get(parent);
  return parentId === undefined ? `sku:${parent}` : `id:${parentId}`;
}

function namesOf(cells: ColumnReader, row: Row): { id: string; sku: string; type: readonly string[] } {
  return { id: cells.cell(row, 'id').trim(), sku: cells.cell(unguarded(row), 'sku').trim(), type: typesOf(cells, row) };
}

function idOfKey(key: string): string | null {
  return key.replace(/^(?:id|sku):/, '');
}

/** The first product row with all variations; a second product row of the same name is refused. */
function buildGroup(columns: WooColumns, given: readonly FileRow[]): GroupPart[] {
  const { cells } = columns;
  const isVariation = (row: Row) => typesOf(cells, row).includes('variation');
  const parents = given.filter((row) => !isVariation(row));
  const variations = given.filter(isVariation);
  const [parent, ...repeats] = parents;
  if (parent === undefined) return [orphans(columns, variations)];
  const id = textCell(cells.cell(parent, 'id')) ?? textCell(cells.cell(unguarded(parent), 'sku')) ?? '';
  return [
    buildProduct(columns, id, parent, variations),
    ...repeats.map((row) => ({ rows: [row], id, error: repeated(row, parent, id) })),
  ];
}

function buildProduct(columns: WooColumns, id: string, parent: FileRow, given: readonly FileRow[]): GroupPart {
  const rows = [parent, ...given].sort((a, b) => a.line - b.line);
  try {
    const product = unguarded(parent);
    const variations = given.map(unguarded);
    if (columns.cells.cell(product, 'name').trim() === '') throw missingCell(parent, columns.cells.name('name'));
    if (typesOf(columns.cells, product).includes('grouped')) throw groupedProduct(parent);
    const warnings: string[] = [];
    const { options, variants } = variantsOf(columns, id, product, variations, warnings);
    const values: Fields = {
      ...productFields(columns, product, variations, warnings),
      options,
      variants,
    };
    const itemRows = { variants: variations.length > 0 ? variations : [product] };
    return { rows, made: { id, values, warnings, row: product, itemRows } };
  } catch (error) {
    if (error instanceof PasserelleError) return { rows, id, error };
    throw error;
  }
}

function groupedProduct(row: Row): PasserelleError {
  return new PasserelleError(
    'csv_bad_value',
    `Line ${row.line}: a "grouped" product only shows other products and is none itself.`,
    { field: 'Type', value: 'grouped', remedy: 'Leave the row out; the products that it shows are imported.' },
  );
}

function orphans(columns: WooColumns, variations: readonly FileRow[]): GroupPart {
  const [first] = variations;
  const parent = first === undefined ? '' : columns.cells.cell(unguarded(first), 'parent').trim();
  const lines = lineList(variations.map(({ line }) => line));
  return {
    rows: variations,
    id: idOfKey(parent),
    error: new PasserelleError(
      'csv_missing_parent',
      `The product "${parent}" of the variations in ${lines} is not in the file.`,
      {
        field: columns.cells.name('parent'),
        value: parent,
        remedy: 'Export the product together with its variations.',
      },
    ),
  };
}

function repeated(row: Row, before: Row, id: string): PasserelleError {
  return new PasserelleError(
    'csv_repeated_key',
    `Line ${row.line} is product "${id}" again; line ${before.line} has it already.`,
    {
      field: 'ID',
      value: id,
      remedy: 'Keep one of the two rows.',
    },
  );
}
