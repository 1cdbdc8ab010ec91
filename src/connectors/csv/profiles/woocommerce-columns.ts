/** Names of the columns of a WooCommerce product export, and how its cells are written. */

export const WOOCOMMERCE_COLUMNS = {
  id: ['ID'],
  type: ['Type'],
  sku: ['SKU'],
  barcode: ['GTIN, UPC, EAN, or ISBN'],
  name: ['Name'],
  published: ['Published'],
  description: ['Description'],
  shortDescription: ['Short description'],
  saleStarts: ['Date sale price starts'],
  saleEnds: ['Date sale price ends'],
  taxStatus: ['Tax status'],
  stock: ['Stock'],
  salePrice: ['Sale price'],
  regularPrice: ['Regular price'],
  cost: ['Cost of goods'],
  categories: ['Categories'],
  tags: ['Tags'],
  images: ['Images'],
  parent: ['Parent'],
} as const;

export function isWooCommerceProductHeader(header: readonly string[]): boolean {
  const has = (name: string) => header.includes(name);
  return has('Type') && has('SKU') && has('Name') && (has('Parent') || has('Regular price'));
}

/** Column numbers of an attribute: its name, and its values. */
export interface AttributeColumns {
  readonly name: number;
  readonly values: number;
}

export function attributeColumns(header: readonly string[]): AttributeColumns[] {
  return header.flatMap((column, name) => {
    const number = /^Attribute (\d+) name$/.exec(column)?.[1];
    if (number === undefined) return [];
    const values = header.indexOf(`Attribute ${number} value(s)`);
    return values === -1 ? [] : [{ name, values }];
  });
}

/** The column "Weight (kg)" and what one of its units weighs in kilograms. */
export function weightColumn(header: readonly string[]): { readonly index: number; readonly kilograms: string } | null {
  for (const [index, column] of header.entries()) {
    const unit = /^Weight \((\w+)\)$/.exec(column)?.[1];
    const kilograms = unit === undefined ? undefined : KILOGRAMS[unit.toLowerCase()];
    if (kilograms !== undefined) return { index, kilograms };
  }
  return null;
}

const KILOGRAMS: Readonly<Record<string, string>> = {
  kg: '1',
  g: '0.001',
  lb: '0.45359237',
  lbs: '0.45359237',
  oz: '0.028349523125',
};

/** The parts of a list; a comma inside a part is written as `\,`. */
export function splitParts(cell: string): string[] {
  const parts = cell.split(/(?<!\\),/).map((part) => part.replaceAll('\\,', ',').trim());
  return [...new Set(parts.filter((part) => part !== ''))];
}

/** Line ends of a description are written as `\n`, that text itself as `\\n`. */
export function unescapeLineEnds(cell: string): string {
  return cell.replace(/\\\\n|\\n/g, (found) => (found === '\\n' ? '\n' : '\\n'));
}
