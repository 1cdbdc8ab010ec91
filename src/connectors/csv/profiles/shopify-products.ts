/**
 * Shopify's product export. One product is several rows with the same handle: the first has the product's own cells,
 * each variant has a row, and further pictures have rows of their own with nothing but handle and picture.
 * https://help.shopify.com/en/manual/products/import-export/using-csv
 */
import { multiplyDecimals } from '../../../core/money.ts';
import type { Value } from '../../../core/value.ts';
import { PasserelleError } from '../../../errors.ts';
import { badCell, booleanCell, codeCell, decimalCell, listCell, missingCell, textCell } from '../cells.ts';
import type { FileRow, Row } from '../layout.ts';
import {
  type ColumnReader,
  createColumnReader,
  createRowsBuilder,
  type GroupPart,
  type Profile,
  type ProfileLayout,
} from './profile.ts';
import { isShopifyProductHeader, SHOPIFY_COLUMNS } from './shopify-columns.ts';

export const shopifyProducts: Profile = {
  name: 'shopify-products',
  title: 'Shopify product export',
  type: 'product',
  recognises: isShopifyProductHeader,
  createLayout({ header, fileName, refine }): ProfileLayout {
    const columns = createColumnReader(header, SHOPIFY_COLUMNS);
    const source = { type: 'product' as const, header, fileName };
    return {
      type: 'product',
      fingerprint: 'shopify-products 1',
      grouped: true,
      skips: () => false,
      keyOf: (cells) => textCell(columns.cell({ line: 0, cells }, 'handle')),
      isOwnRow: (cells) => columns.cell({ line: 0, cells }, 'title').trim() !== '',
      createBuilder: () =>
        createRowsBuilder(
          source,
          (rows, handle) => [buildProduct(columns, rows, handle)],
          (key) => key,
          refine,
        ),
    };
  },
};

type Fields = { [field: string]: Value };

function buildProduct(columns: ColumnReader, rows: readonly FileRow[], handle: string): GroupPart {
  const first = rows.find((row) => columns.cell(row, 'title').trim() !== '');
  if (first === undefined) throw missingCell(rows[0] ?? { line: 0, cells: [] }, columns.name('title'));
  const optionNames = readOptionNames(columns, rows);
  const variantRows = rows.filter((row) => row === first || isVariantRow(columns, row));
  const warnings: string[] = [];
  const images = readImages(columns, rows, warnings);
  const values: Fields = {
    title: columns.cell(first, 'title').trim(),
    ...textField(columns, first, 'description', 'descriptionHtml'),
    ...statusField(columns, first),
    ...kindField(columns, first, variantRows),
    ...textField(columns, first, 'vendor', 'vendor'),
    ...categoryField(columns, first),
    ...(columns.has('tags') ? { tags: listCell(columns.cell(first, 'tags')) } : {}),
    ...(columns.has('imageUrl') ? { images: images.map(({ url, alt }) => ({ id: url, url, alt })) } : {}),
    ...variantFields(columns, variantRows, optionNames, handle),
  };
  const itemRows = { variants: variantRows, images: images.map(({ row }) => row) };
  return { rows, made: { id: handle, values, warnings, row: first, itemRows } };
}

/** A row of a picture alone has neither option value nor price nor SKU. */
function isVariantRow(columns: ColumnReader, row: Row): boolean {
  return ['option1Value', 'option2Value', 'option3Value', 'price', 'sku', 'barcode'].some(
    (field) => columns.cell(row, field).trim() !== '',
  );
}

function textField(columns: ColumnReader, row: Row, column: string, field: string): Fields {
  return columns.has(column) ? { [field]: textCell(columns.cell(row, column)) } : {};
}

const STATUSES: Readonly<Record<string, string>> = {
  active: 'active',
  draft: 'draft',
  archived: 'archived',
  // On sale, but not found by search: for Odoo a product like others.
  unlisted: 'active',
};

function statusField(columns: ColumnReader, row: Row): Fields {
  const cell = columns.cell(row, 'status').trim();
  if (cell !== '') {
    const status = STATUSES[cell.toLowerCase()];
    if (status === undefined) throw badCell(row, columns.name('status'), cell, 'is not active, draft or archived');
    return { status };
  }
  const published = booleanCell(row, columns.name('published'), columns.cell(row, 'published'));
  if (published === null) return {};
  return { status: published ? 'active' : 'draft' };
}

function kindField(columns: ColumnReader, first: Row, variantRows: readonly Row[]): Fields {
  const giftCard = booleanCell(first, columns.name('giftCard'), columns.cell(first, 'giftCard'));
  if (giftCard === true) return { kind: 'service' };
  const shipped = variantRows
    .map((row) => booleanCell(row, columns.name('requiresShipping'), columns.cell(row, 'requiresShipping')))
    .filter((requires) => requires !== null);
  if (shipped.length === 0) return {};
  return { kind: shipped.includes(true) ? 'goods' : 'service' };
}

/** The taxonomy's category, else the shop's own type. Neither: unknown, since targets want some category. */
function categoryField(columns: ColumnReader, row: Row): Fields {
  const category = listCell(columns.cell(row, 'category'), '>');
  if (category.length > 0) return { categoryPath: category };
  const type = textCell(columns.cell(row, 'type'));
  return type === null ? {} : { categoryPath: [type] };
}

interface Image {
  readonly position: number;
  readonly url: string;
  readonly alt: string | null;
  readonly row: Row;
}

/** In the order of their positions. */
function readImages(columns: ColumnReader, rows: readonly Row[], warnings: string[]): readonly Image[] {
  const images = new Map<string, Image>();
  for (const row of rows) {
    const url = columns.cell(row, 'imageUrl').trim();
    if (url === '') continue;
    if (images.has(url)) {
      warnings.push(`Line ${row.line} repeats the image ${url}; it is taken once.`);
      continue;
    }
    const cell = columns.cell(row, 'imagePosition').trim();
    if (cell !== '' && !/^\d{1,9}$/.test(cell)) {
      throw badCell(row, columns.name('imagePosition'), cell, 'is not a whole number');
    }
    const position = cell === '' ? images.size + 1 : Number(cell);
    images.set(url, { position, url, alt: textCell(columns.cell(row, 'imageAlt')), row });
  }
  return [...images.values()].sort((a, b) => a.position - b.position);
}

interface OptionName {
  readonly name: string;
  readonly column: string;
}

const OPTION_COLUMNS = [1, 2, 3].map((n) => ({ name: `option${n}Name`, value: `option${n}Value` }));

/** The product's options; none when it has only Shopify's placeholder, "Title" with "Default Title". */
function readOptionNames(columns: ColumnReader, rows: readonly Row[]): OptionName[] {
  const names: OptionName[] = [];
  for (const option of OPTION_COLUMNS) {
    const valued = rows.filter((row) => columns.cell(row, option.value).trim() !== '');
    const sample = valued[0];
    if (sample === undefined) continue;
    const named = rows.find((row) => columns.cell(row, option.name).trim() !== '');
    if (named === undefined) throw missingCell(sample, columns.name(option.name));
    names.push({ name: columns.cell(named, option.name).trim(), column: option.value });
  }
  const isDefault = (row: Row) => ['', 'Default Title'].includes(columns.cell(row, 'option1Value').trim());
  if (names.length === 1 && names[0]?.name === 'Title' && rows.every(isDefault)) return [];
  return names;
}

function variantFields(
  columns: ColumnReader,
  rows: readonly Row[],
  optionNames: readonly OptionName[],
  handle: string,
): Fields {
  const skuCounts = new Map<string, number>();
  for (const row of rows) {
    const sku = codeCell(row, columns.name('sku'), columns.cell(row, 'sku'));
    if (sku !== null) skuCounts.set(sku, (skuCounts.get(sku) ?? 0) + 1);
  }
  const seen = new Map<string, number>();
  const variants = rows.map((row) => {
    const optionValues = readOptionValues(columns, row, optionNames);
    const combination = Object.values(optionValues).join(' / ');
    const before = seen.get(combination);
    if (before !== undefined) throw repeatedVariant(row, before, combination);
    seen.set(combination, row.line);
    const sku = codeCell(row, columns.name('sku'), columns.cell(row, 'sku'));
    const unique = sku !== null && skuCounts.get(sku) === 1;
    return {
      id: unique ? sku : [handle, ...Object.values(optionValues)].join('/'),
      ...(columns.has('sku') ? { sku } : {}),
      ...(columns.has('barcode')
        ? { barcode: codeCell(row, columns.name('barcode'), columns.cell(row, 'barcode')) }
        : {}),
      optionValues,
      ...readVariantCells(columns, row),
    };
  });
  const options = optionNames.map(({ name }) => ({
    name,
    values: [...new Set(variants.map((variant) => variant.optionValues[name] ?? ''))],
  }));
  return { options, variants };
}

function readOptionValues(columns: ColumnReader, row: Row, names: readonly OptionName[]): { [name: string]: string } {
  const values: { [name: string]: string } = {};
  for (const { name, column } of names) {
    const value = columns.cell(row, column).trim();
    if (value === '') throw missingCell(row, columns.name(column));
    values[name] = value;
  }
  return values;
}

function readVariantCells(columns: ColumnReader, row: Row): Fields {
  const decimal = (field: string) => decimalCell(row, columns.name(field), columns.cell(row, field));
  const price = decimal('price');
  const grams = decimal('grams');
  const taxable = booleanCell(row, columns.name('taxable'), columns.cell(row, 'taxable'));
  return {
    ...(price === null ? {} : { price }),
    ...(columns.has('compareAtPrice') ? { compareAtPrice: decimal('compareAtPrice') } : {}),
    ...(columns.has('cost') ? { cost: decimal('cost') } : {}),
    // Always grams, whatever unit the shop displays.
    ...(grams === null ? {} : { weight: multiplyDecimals(grams, '0.001') }),
    ...(taxable === null ? {} : { taxable }),
    ...(columns.has('tracker') ? { tracked: columns.cell(row, 'tracker').trim() !== '' } : {}),
  };
}

function repeatedVariant(row: Row, before: number, combination: string): PasserelleError {
  const what = combination === '' ? 'a second variant, though the product has no options' : `"${combination}" again`;
  return new PasserelleError('csv_repeated_key', `Line ${row.line} is ${what}; line ${before} has it already.`, {
    field: `line ${row.line}`,
    value: combination,
    remedy: 'Give each variant its own option values.',
  });
}
