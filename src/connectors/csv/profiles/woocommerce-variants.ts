/** A WooCommerce product's variants and the options that tell them apart. */
import { multiplyDecimals, roundDecimal, trimZeros } from '../../../core/money.ts';
import { PasserelleError } from '../../../errors.ts';
import { badCell, codeCell, decimalCell, textCell } from '../cells.ts';
import type { Row } from '../layout.ts';
import { splitParts } from './woocommerce-columns.ts';
import { type Fields, typesOf, type WooColumns } from './woocommerce-fields.ts';

/** A type and no interface: it is a `Value`. */
type Option = { readonly name: string; readonly values: readonly string[] };

/** For a variation that WooCommerce sells for every value of an attribute. */
const ANY = 'Any';

export function variantsOf(
  columns: WooColumns,
  productId: string,
  product: Row,
  variations: readonly Row[],
  warnings: string[],
): { options: readonly Option[]; variants: readonly Fields[] } {
  if (!typesOf(columns.cells, product).includes('variable')) {
    if (variations.length > 0) throw notVariable(product, variations);
    const only = { id: productId, ...codes(columns, product), optionValues: {} };
    return { options: [], variants: [{ ...only, ...variantCells(columns, product, product) }] };
  }
  if (variations.length === 0) throw noVariations(product);
  const options = optionsOf(columns, product, variations);
  const seen = new Map<string, number>();
  const skus = variations.map((row) => skuOf(columns, row));
  const variants = variations.map((row, at) => {
    const optionValues = optionValuesOf(columns, row, options, warnings);
    const combination = Object.values(optionValues).join(' / ');
    const before = seen.get(combination);
    if (before !== undefined) throw repeatedVariation(row, before, combination);
    seen.set(combination, row.line);
    const sku = skus[at] ?? null;
    const unique = sku !== null && skus.indexOf(sku) === skus.lastIndexOf(sku);
    const id =
      textCell(columns.cells.cell(row, 'id')) ?? (unique ? sku : [productId, ...Object.values(optionValues)].join('/'));
    return { id, ...codes(columns, row), optionValues, ...variantCells(columns, row, product) };
  });
  const used = options.map(({ name, values }) => {
    const taken = new Set(variants.map((variant) => variant.optionValues[name] ?? ''));
    const inOrder = values.filter((value) => taken.has(value));
    return { name, values: [...new Set([...inOrder, ...taken])] };
  });
  return { options: used, variants };
}

/** The product's attributes that at least one variation has a value of: the others only describe. */
function optionsOf(columns: WooColumns, product: Row, variations: readonly Row[]): Option[] {
  const options = new Map<string, readonly string[]>();
  for (const row of [product, ...variations]) {
    for (const [name, values] of attributesOf(columns, row)) if (!options.has(name)) options.set(name, values);
  }
  const named = [...options].map(([name, values]) => ({ name, values }));
  return named.filter(({ name }) => variations.some((row) => (attributesOf(columns, row).get(name) ?? []).length > 0));
}

function attributesOf(columns: WooColumns, row: Row): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { name, values } of columns.attributes) {
    const label = (row.cells[name] ?? '').trim();
    if (label !== '') found.set(label, splitParts(row.cells[values] ?? ''));
  }
  return found;
}

function optionValuesOf(
  columns: WooColumns,
  row: Row,
  options: readonly Option[],
  warnings: string[],
): { [name: string]: string } {
  const attributes = attributesOf(columns, row);
  const values: { [name: string]: string } = {};
  for (const { name } of options) {
    const [value, ...more] = attributes.get(name) ?? [];
    if (more.length > 0) throw badCell(row, name, [value, ...more].join(', '), 'is more than one value of a variation');
    if (value === undefined)
      warnings.push(`Line ${row.line}: the variation is sold for any ${name}; it is named "${ANY}".`);
    values[name] = value ?? ANY;
  }
  return values;
}

function skuOf(columns: WooColumns, row: Row): string | null {
  return codeCell(row, columns.cells.name('sku'), columns.cells.cell(row, 'sku'));
}

function codes(columns: WooColumns, row: Row): Fields {
  const { cells } = columns;
  return {
    ...(cells.has('sku') ? { sku: skuOf(columns, row) } : {}),
    ...(cells.has('barcode') ? { barcode: codeCell(row, cells.name('barcode'), cells.cell(row, 'barcode')) } : {}),
  };
}

/** Weight, tax status and counted stock of a variation are the product's unless it has its own. */
function variantCells(columns: WooColumns, row: Row, product: Row): Fields {
  const { cells } = columns;
  const stock = cells.cell(row, 'stock').trim();
  const tracked = stock === 'parent' || stock === '' ? cells.cell(product, 'stock').trim() !== '' : true;
  return {
    ...priceFields(columns, row),
    ...(cells.has('cost')
      ? { cost: decimalCell(row, cells.name('cost'), cells.cell(row, 'cost'), 'point or comma') }
      : {}),
    ...weightField(columns, row, product),
    ...taxableField(columns, row, product),
    ...(cells.has('stock') ? { tracked } : {}),
  };
}

function priceFields(columns: WooColumns, row: Row): Fields {
  const { cells } = columns;
  const decimal = (field: string) => decimalCell(row, cells.name(field), cells.cell(row, field), 'point or comma');
  const regular = decimal('regularPrice');
  const sale = decimal('salePrice');
  if (sale !== null && isOnSale(columns, row)) return { price: sale, compareAtPrice: regular };
  return {
    ...(regular === null ? {} : { price: regular }),
    ...(cells.has('salePrice') ? { compareAtPrice: null } : {}),
  };
}

/** A sale has whole days, in the shop's time zone, which the file does not tell: UTC is taken. */
function isOnSale(columns: WooColumns, row: Row): boolean {
  const day = (field: string) => {
    const cell = columns.cells.cell(row, field).trim();
    if (cell === '') return null;
    const time = /^\d{4}-\d\d-\d\d/.test(cell) ? Date.parse(`${cell.slice(0, 10)}T00:00:00Z`) : Number.NaN;
    if (Number.isNaN(time)) throw badCell(row, columns.cells.name(field), cell, 'is not a date such as 2026-11-24');
    return time;
  };
  const starts = day('saleStarts');
  const ends = day('saleEnds');
  return (starts === null || columns.now >= starts) && (ends === null || columns.now < ends + 86_400_000);
}

function weightField(columns: WooColumns, row: Row, product: Row): Fields {
  if (columns.weight === null) return {};
  const { index, kilograms } = columns.weight;
  const column = columns.header[index] ?? 'Weight';
  const own = decimalCell(row, column, row.cells[index] ?? '', 'point or comma');
  const weight = own ?? decimalCell(product, column, product.cells[index] ?? '', 'point or comma');
  return weight === null ? {} : { weight: trimZeros(roundDecimal(multiplyDecimals(weight, kilograms), 6)) };
}

function taxableField(columns: WooColumns, row: Row, product: Row): Fields {
  const { cells } = columns;
  const status = textCell(cells.cell(row, 'taxStatus')) ?? textCell(cells.cell(product, 'taxStatus'));
  if (status === null) return {};
  if (status !== 'taxable' && status !== 'shipping' && status !== 'none') {
    throw badCell(row, cells.name('taxStatus'), status, 'is not taxable, shipping or none');
  }
  return { taxable: status === 'taxable' };
}

function notVariable(product: Row, variations: readonly Row[]): PasserelleError {
  const [first] = variations;
  return new PasserelleError(
    'csv_bad_value',
    `Line ${first?.line ?? 0} is a variation of the product in line ${product.line}, which is not variable.`,
    { field: 'Type', remedy: 'Set the type of the product to "variable".' },
  );
}

function noVariations(product: Row): PasserelleError {
  return new PasserelleError(
    'csv_missing_value',
    `The variable product in line ${product.line} has no variations in the file.`,
    {
      field: 'Parent',
      remedy: 'Export the variations together with their products.',
    },
  );
}

function repeatedVariation(row: Row, before: number, combination: string): PasserelleError {
  return new PasserelleError(
    'csv_repeated_key',
    `Line ${row.line} is "${combination}" again; line ${before} has it already.`,
    {
      field: `line ${row.line}`,
      value: combination,
      remedy: 'Give each variation its own attribute values.',
    },
  );
}
