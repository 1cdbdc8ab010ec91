/** Products and product variants exported from Odoo (`product.template`, `product.product`). */
import type { Value } from '../../../core/value.ts';
import { PasserelleError } from '../../../errors.ts';
import { badCell, booleanCell, codeCell, decimalCell, listCell, missingCell, textCell } from '../cells.ts';
import type { Row } from '../layout.ts';
import { countOf, createOdooLayout, hasAny, ODOO_ID_COLUMNS, type OdooLayout } from './odoo-layout.ts';
import type { ColumnReader, MadeRecord, Profile } from './profile.ts';

const COLUMNS = {
  ...ODOO_ID_COLUMNS,
  name: ['name', 'Name'],
  sku: ['default_code', 'Internal Reference'],
  barcode: ['barcode', 'Barcode'],
  price: ['lst_price', 'list_price', 'Sales Price', 'Public Price'],
  cost: ['standard_price', 'Cost'],
  category: ['categ_id/complete_name', 'Product Category/Complete Name', 'categ_id', 'Product Category'],
  weight: ['weight', 'Weight'],
  kind: ['type', 'detailed_type', 'Product Type'],
  storable: ['is_storable', 'Track Inventory'],
  active: ['active', 'Active'],
  tags: ['product_tag_ids', 'Tags', 'Product Template Tags'],
  description: ['description_ecommerce', 'eCommerce Description'],
  templateId: ['product_tmpl_id/id', 'Product Template/External ID', 'product_tmpl_id/.id', 'Product Template/ID'],
  template: ['product_tmpl_id', 'Product Template'],
  variantValues: [
    'product_template_variant_value_ids',
    'product_template_attribute_value_ids',
    'Variant Values',
    'Attribute Values',
  ],
  variantCount: ['product_variant_count', '# Product Variants'],
} as const;

const TELLING = [...COLUMNS.sku, ...COLUMNS.price, ...COLUMNS.cost, ...COLUMNS.category, ...COLUMNS.kind];

const layout: OdooLayout = {
  name: 'odoo-products',
  type: 'product',
  columns: COLUMNS,
  keyFields: (columns) =>
    isVariantExport(columns)
      ? ['templateId', 'template', 'name']
      : ['externalId', 'databaseId', 'sku', 'barcode', 'name'],
  rowsAreEqual: isVariantExport,
  build: buildProduct,
};

export const odooProducts: Profile = {
  name: 'odoo-products',
  title: 'Odoo product export',
  type: 'product',
  recognises: (header) =>
    hasAny(header, COLUMNS.name) &&
    hasAny(header, [...COLUMNS.externalId, ...COLUMNS.databaseId, ...COLUMNS.sku]) &&
    countOf(header, TELLING) >= 1 &&
    !hasAny(header, ['SKU', 'Handle', 'order_line/id']),
  createLayout: (options) => createOdooLayout(layout, options),
};

/** One row a variant, which names its product. */
function isVariantExport(columns: ColumnReader): boolean {
  return columns.has('variantValues');
}

type Fields = { [field: string]: Value };

function buildProduct(columns: ColumnReader, rows: readonly Row[], key: string): MadeRecord {
  const row = rows[0] ?? { line: 0, cells: [] };
  const title = textCell(columns.cell(row, 'name'));
  if (title === null) throw missingCell(row, columns.name('name'));
  const isVariants = isVariantExport(columns);
  const count = columns.cell(row, 'variantCount').trim();
  if (!isVariants && /^\d+(?:\.0)?$/.test(count) && Number(count) > 1) throw severalVariants(row, count);
  const variantRows = isVariants ? rows : rows.slice(0, 1);
  const externalId = textCell(columns.cell(row, isVariants ? 'templateId' : 'externalId'));
  const values: Fields = {
    ...(externalId === null ? {} : { externalId }),
    title,
    ...(columns.has('description') ? { descriptionHtml: textCell(columns.cell(row, 'description')) } : {}),
    ...statusField(columns, row),
    ...kindField(columns, row),
    ...categoryField(columns, row),
    ...(columns.has('tags') ? { tags: listCell(columns.cell(row, 'tags')) } : {}),
    ...variantFields(columns, variantRows, isVariants, key),
  };
  return { id: key, values, row, itemRows: { variants: variantRows } };
}

function variantFields(columns: ColumnReader, rows: readonly Row[], isVariants: boolean, key: string): Fields {
  const seen = new Map<string, number>();
  const options = new Map<string, Set<string>>();
  const variants = rows.map((row) => {
    const optionValues = isVariants ? readOptionValues(columns, row) : {};
    for (const [name, value] of Object.entries(optionValues)) {
      const known = options.get(name) ?? new Set<string>();
      options.set(name, known.add(value));
    }
    const combination = Object.values(optionValues).join(' / ');
    const before = seen.get(combination);
    if (before !== undefined) throw repeatedVariant(row, before, combination);
    seen.set(combination, row.line);
    const externalId = isVariants ? textCell(columns.cell(row, 'externalId')) : null;
    const sku = codeCell(row, columns.name('sku'), columns.cell(row, 'sku'));
    const id = externalId ?? sku ?? [key, ...Object.values(optionValues)].join('/');
    return { id, ...(externalId === null ? {} : { externalId }), optionValues, ...variantCells(columns, row) };
  });
  return { options: [...options].map(([name, known]) => ({ name, values: [...known] })), variants };
}

function variantCells(columns: ColumnReader, row: Row): Fields {
  const decimal = (field: string) => decimalCell(row, columns.name(field), columns.cell(row, field));
  const code = (field: string) => codeCell(row, columns.name(field), columns.cell(row, field));
  const price = decimal('price');
  const cost = decimal('cost');
  const weight = decimal('weight');
  return {
    ...(columns.has('sku') ? { sku: code('sku') } : {}),
    ...(columns.has('barcode') ? { barcode: code('barcode') } : {}),
    ...(price === null ? {} : { price }),
    ...(cost === null ? {} : { cost }),
    ...(weight === null ? {} : { weight }),
    ...trackedField(columns, row),
  };
}

/** "Size: L,Color: Red"; a value may contain commas, an attribute's name is followed by a colon. */
function readOptionValues(columns: ColumnReader, row: Row): { [name: string]: string } {
  const values: { [name: string]: string } = {};
  const cell = columns.cell(row, 'variantValues').trim();
  if (cell === '') return values;
  for (const part of cell.split(/,(?=[^,:]+: )/)) {
    const colon = part.indexOf(': ');
    if (colon === -1) throw badCell(row, columns.name('variantValues'), cell, 'does not read "Attribute: value"');
    values[part.slice(0, colon).trim()] = part.slice(colon + 2).trim();
  }
  return values;
}

/** Odoo writes false as an empty cell. */
function statusField(columns: ColumnReader, row: Row): Fields {
  if (!columns.has('active')) return {};
  const active = booleanCell(row, columns.name('active'), columns.cell(row, 'active')) ?? false;
  return { status: active ? 'active' : 'archived' };
}

const KINDS: Readonly<Record<string, 'goods' | 'service'>> = {
  consu: 'goods',
  product: 'goods',
  goods: 'goods',
  consumable: 'goods',
  'storable product': 'goods',
  service: 'service',
};

function kindField(columns: ColumnReader, row: Row): Fields {
  const cell = columns.cell(row, 'kind').trim();
  if (cell === '') return {};
  const kind = KINDS[cell.toLowerCase()];
  if (kind === undefined) throw badCell(row, columns.name('kind'), cell, 'is not goods or a service');
  return { kind };
}

function trackedField(columns: ColumnReader, row: Row): Fields {
  if (columns.has('storable')) {
    return { tracked: booleanCell(row, columns.name('storable'), columns.cell(row, 'storable')) ?? false };
  }
  const kind = columns.cell(row, 'kind').trim().toLowerCase();
  if (kind === 'product' || kind === 'storable product') return { tracked: true };
  return {};
}

function categoryField(columns: ColumnReader, row: Row): Fields {
  const categoryPath = listCell(columns.cell(row, 'category'), ' / ');
  return categoryPath.length === 0 ? {} : { categoryPath };
}

function severalVariants(row: Row, count: string): PasserelleError {
  return new PasserelleError(
    'csv_bad_value',
    `The product in line ${row.line} has ${Number(count)} variants, which this export does not show.`,
    {
      field: '# Product Variants',
      value: count,
      remedy: 'Export "Product Variants" with the columns Product Template and Variant Values.',
    },
  );
}

function repeatedVariant(row: Row, before: number, combination: string): PasserelleError {
  return new PasserelleError(
    'csv_repeated_key',
    `Line ${row.line} is the variant "${combination}" again; line ${before} has it already.`,
    { field: `line ${row.line}`, value: combination, remedy: 'Keep one of the two rows.' },
  );
}
