/**
 * What exports from Odoo's list views have in common. A column is named by its label ("Order Lines/Quantity") or, in
 * exports meant for import, by its technical name ("order_line/product_uom_qty"). A record with child columns is
 * several rows: from the second on, only the child columns are filled.
 */
import type { RecordType } from '../../../core/connector.ts';
import { PasserelleError } from '../../../errors.ts';
import { textCell, unguarded } from '../cells.ts';
import type { FileRow, Row } from '../layout.ts';
import {
  type ColumnReader,
  createColumnReader,
  createRowsBuilder,
  type GroupPart,
  type MadeRecord,
  type ProfileLayout,
  type ProfileOptions,
} from './profile.ts';

export const ODOO_ID_COLUMNS = {
  externalId: ['id', 'External ID'],
  databaseId: ['.id', 'ID'],
} as const;

export interface OdooLayout {
  readonly name: string;
  readonly type: RecordType;
  readonly columns: { readonly [field: string]: readonly string[] };
  /** Fields that name the record, the best first. */
  keyFields(columns: ColumnReader): readonly string[];
  /** True for rows of a record that each have all of its columns: variants of a product. */
  readonly rowsAreEqual?: (columns: ColumnReader) => boolean;
  /** The first row is the record's own; cells are as they were before the export guarded them. */
  build(columns: ColumnReader, rows: readonly Row[], key: string): MadeRecord;
}

export function createOdooLayout(spec: OdooLayout, { header, fileName, refine }: ProfileOptions): ProfileLayout {
  const columns = createColumnReader(header, spec.columns);
  const source = { type: spec.type, header, fileName };
  const keyFields = spec.keyFields(columns);
  const own = header.flatMap((name, index) => (isChildColumn(header, name) ? [] : [index]));
  const rowsAreEqual = spec.rowsAreEqual?.(columns) ?? false;
  const isContinuation = (cells: readonly string[]) => own.every((index) => (cells[index] ?? '').trim() === '');
  let previous: string | null = null;
  return {
    type: spec.type,
    fingerprint: `${spec.name} 1`,
    grouped: true,
    skips: () => false,
    keyOf: (cells) => {
      if (!isContinuation(cells)) previous = keyOf(columns, keyFields, { line: 0, cells });
      return previous;
    },
    isOwnRow: (cells) => !rowsAreEqual && !isContinuation(cells),
    createBuilder: () =>
      createRowsBuilder(
        source,
        (rows, key) => {
          const id = idOfKey(key);
          if (rowsAreEqual) return [{ rows, made: spec.build(columns, rows.map(unguarded), id) }];
          return buildParts(spec, columns, rows, id, isContinuation);
        },
        idOfKey,
        refine,
      ),
  };
}

/** The field is part of the key, so that an e-mail address never meets an id. */
function keyOf(columns: ColumnReader, fields: readonly string[], row: Row): string | null {
  for (const field of fields) {
    const value = textCell(columns.cell(unguarded(row), field));
    if (value !== null) return `${field}:${value}`;
  }
  return null;
}

function idOfKey(key: string): string {
  return key.slice(key.indexOf(':') + 1);
}

/** `order_line/name`; a relation's own field, as `country_id/code`, belongs to the record. */
function isChildColumn(header: readonly string[], name: string): boolean {
  const parent = name.split('/')[0] ?? '';
  return name.includes('/') && CHILD_LISTS.has(parent) && header.length > 1;
}

const CHILD_LISTS: ReadonlySet<string> = new Set([
  'order_line',
  'Order Lines',
  'child_ids',
  'Contact',
  'attribute_line_ids',
  'Product Attributes',
  'product_variant_ids',
  'Products',
  'seller_ids',
  'Vendors',
]);

function buildParts(
  spec: OdooLayout,
  columns: ColumnReader,
  rows: readonly FileRow[],
  id: string,
  isContinuation: (cells: readonly string[]) => boolean,
): GroupPart[] {
  const starts = rows.flatMap((row, at) => (at > 0 && !isContinuation(row.cells) ? [at] : []));
  const end = starts[0] ?? rows.length;
  const first = rows.slice(0, end);
  const parts: GroupPart[] = [buildOne(spec, columns, first, id)];
  if (end === rows.length) return parts;
  const again = rows.slice(end);
  const line = again[0]?.line ?? 0;
  const message = `Line ${line} is "${id}" again; line ${first[0]?.line ?? 0} has it already.`;
  parts.push({
    rows: again,
    id,
    error: new PasserelleError('csv_repeated_key', message, { value: id, remedy: 'Keep one of the two.' }),
  });
  return parts;
}

function buildOne(spec: OdooLayout, columns: ColumnReader, rows: readonly FileRow[], id: string): GroupPart {
  try {
    return { rows, made: spec.build(columns, rows.map(unguarded), id) };
  } catch (error) {
    if (error instanceof PasserelleError) return { rows, id, error };
    throw error;
  }
}

/** True when the header has a column of this name in any of its spellings. */
export function hasAny(header: readonly string[], names: readonly string[]): boolean {
  return names.some((name) => header.includes(name));
}

export function countOf(header: readonly string[], names: readonly string[]): number {
  return names.filter((name) => header.includes(name)).length;
}
