import type { FieldSpec, FieldTable } from '../core/field.ts';
import { suggest } from '../core/nearest.ts';
import type { Path } from '../core/path.ts';
import { PasserelleError } from '../errors.ts';

/** What a field table tells of a path. */
export interface KnownField {
  /** The field that the path ends at; null where the table does not reach: within JSON, in raw fields. */
  readonly spec: FieldSpec | null;
  /** The reference that the path ends within: `customer.email`. */
  readonly reference: FieldSpec | null;
}

const UNTOLD: KnownField = { spec: null, reference: null };

/**
 * Looks a path up in a field table. Raw fields (`native.…`) are free as long as the table lists none.
 * Throws `mapping_unknown_field` with the nearest right name; `side` ("source") and `where` are for the message.
 */
export function lookUpField(table: FieldTable, path: Path, side: string, where: string): KnownField {
  let fields = table;
  for (const [index, step] of path.steps.entries()) {
    const last = index === path.steps.length - 1;
    const exact = fields.find((spec) => spec.path === step.field);
    if (exact === undefined) {
      const [first = '', ...rest] = step.names;
      const isRaw = first === 'native';
      if (isRaw && !fields.some((spec) => spec.path.startsWith('native.'))) return UNTOLD;
      const outer = isRaw ? rawAncestor(fields, step.names) : fields.find((spec) => spec.path === first);
      if (outer === undefined || (!isRaw && rest.length === 0)) throw unknown(table, path, side, where);
      if (outer.type === 'reference') return { spec: null, reference: last ? outer : null };
      if (outer.type === 'json') return UNTOLD;
      throw unknown(table, path, side, where);
    }
    if (last) return { spec: step.items === null ? exact : null, reference: null };
    if (exact.list === undefined) {
      // A raw list whose items the system does not describe.
      if (exact.type === 'json' || exact.type === 'list') return UNTOLD;
      throw unknown(table, path, side, where);
    }
    fields = exact.list.fields;
  }
  return UNTOLD;
}

/** `native.partner_id` for `native.partner_id.name`. */
function rawAncestor(fields: FieldTable, names: readonly string[]): FieldSpec | undefined {
  for (let length = names.length - 1; length > 1; length -= 1) {
    const found = fields.find((spec) => spec.path === names.slice(0, length).join('.'));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Every path that a table names, list items included: `variants[].sku`. */
function pathsOf(table: FieldTable): readonly string[] {
  return table.flatMap((spec) => [
    spec.path,
    ...pathsOf(spec.list?.fields ?? []).map((path) => `${spec.path}[].${path}`),
  ]);
}

function unknown(table: FieldTable, path: Path, side: string, where: string): PasserelleError {
  return new PasserelleError('mapping_unknown_field', `The ${side} has no field "${path.text}" (in ${where}).`, {
    field: where,
    value: path.text,
    remedy: suggest(path.text, pathsOf(table)),
  });
}
