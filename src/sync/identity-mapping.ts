import type { CanonicalRecord } from '../core/connector.ts';
import type { FieldTable, ListSpec } from '../core/field.ts';
import { suggest } from '../core/nearest.ts';
import type { Value, Values } from '../core/value.ts';
import { PasserelleError } from '../errors.ts';
import type { MapRecord } from './sync-types.ts';

/**
 * The mapping of a sync that has none of its own: canonical fields go to the canonical fields of the target that
 * have the same name, raw ones (`native.x_season`) to the raw field. A canonical field that the target does not
 * hold is left out, which `onDropped` hears of once a field; a raw field that it does not have is a configuration
 * error.
 */
export function identityMapping(fields: FieldTable, onDropped: (field: string) => void = () => undefined): MapRecord {
  const known = new Set(fields.map((field) => field.path));
  const items = new Map(
    fields.flatMap((field) => (field.list === undefined ? [] : [[field.path, itemFields(field.list)]])),
  );
  const dropped = new Set<string>();
  const drop = (name: string, value: Value) => {
    if (dropped.has(name) || value === null || value === '') return;
    dropped.add(name);
    onDropped(name);
  };
  return (record: CanonicalRecord): Values => {
    const out: { [field: string]: Value } = {};
    for (const [name, value] of Object.entries(record.values)) {
      if (name === 'native' && typeof value === 'object' && value !== null && !Array.isArray(value)) {
        for (const [field, raw] of Object.entries(value)) place(out, `native.${field}`, raw, known);
      } else if (name.startsWith('native.')) {
        place(out, name, value, known);
      } else if (known.has(name)) {
        const own = items.get(name);
        out[name] =
          own !== undefined && Array.isArray(value) ? value.map((item) => mapItem(name, item, own, drop)) : value;
      } else drop(name, value);
    }
    return out;
  };
}

function itemFields(list: ListSpec): ReadonlySet<string> {
  return new Set([list.key, ...list.fields.map((field) => field.path)]);
}

/** The item itself where the target holds all of it. Raw fields of items must have their place, as others must. */
function mapItem(
  list: string,
  item: Value,
  known: ReadonlySet<string>,
  drop: (name: string, value: Value) => void,
): Value {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return item;
  const names = Object.keys(item);
  if (names.every((name) => known.has(name))) return item;
  const out: { [field: string]: Value } = {};
  for (const [name, value] of Object.entries(item)) {
    if (known.has(name)) out[name] = value;
    else if (name === 'native' || name.startsWith('native.')) {
      throw new PasserelleError('mapping_unknown_field', `The target has no field "${list}[].${name}".`, {
        field: `${list}[].${name}`,
        remedy: 'Raw fields go into the record itself (native.x_field), or leave it out.',
      });
    } else drop(`${list}[].${name}`, value);
  }
  return out;
}

function place(out: { [field: string]: Value }, path: string, value: Value, known: ReadonlySet<string>): void {
  if (!known.has(path)) {
    const names = [...known].filter((name) => name.startsWith('native.'));
    throw new PasserelleError('mapping_unknown_field', `The target has no field "${path}".`, {
      field: path,
      remedy: suggest(path, names),
    });
  }
  out[path] = value;
}
