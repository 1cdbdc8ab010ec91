import type { Port } from '../core/connector.ts';
import type { FieldSpec, FieldTable } from '../core/field.ts';
import type { Reference, Value, Values } from '../core/value.ts';
import { PasserelleError } from '../errors.ts';

type Item = { readonly [field: string]: Value };

/** Fields by which a reference without a link may be found in the target, by the type it points to. */
const REFERENCE_KEYS: {
  readonly [to: string]: readonly { readonly name: 'sku' | 'barcode' | 'email'; readonly field: string }[];
} = {
  'product.variants': [
    { name: 'sku', field: 'variants.sku' },
    { name: 'barcode', field: 'variants.barcode' },
  ],
  customer: [{ name: 'email', field: 'email' }],
};

export interface ReferenceSources {
  /** Target ids by source ids of a linked type. */
  readonly lookUp: (type: string, sourceKeys: readonly string[]) => Promise<Map<string, string>>;
  readonly ports: { readonly [type: string]: Port | undefined };
  readonly signal: AbortSignal;
}

/** Replaces the references of a record by ones with the target's ids; throws a data error for one not found. */
export type ReferenceResolver = (values: Values) => Values;

interface Found {
  readonly path: string;
  readonly to: string;
  readonly reference: Reference;
}

function isReference(value: Value | undefined): value is Reference & { readonly [key: string]: Value } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && 'id' in value;
}

function* references(fields: FieldTable, values: Values): Generator<Found> {
  for (const spec of fields) {
    const value = values[spec.path];
    if (spec.type === 'reference' && spec.to !== undefined && isReference(value)) {
      yield { path: spec.path, to: spec.to, reference: value };
    } else if (spec.list !== undefined && Array.isArray(value)) {
      for (const item of value as readonly Item[]) {
        for (const inner of references(spec.list.fields, item)) {
          yield { ...inner, path: `${spec.path}[${String(item[spec.list.key])}].${inner.path}` };
        }
      }
    }
  }
}

/**
 * Looks up the references of a whole page at once, by link first, then by the target's key fields, and returns the
 * pure replacement for one record. Nothing is guessed: a key with several hits is an error of its record.
 */
export async function resolveReferences(
  fields: FieldTable,
  page: readonly Values[],
  sources: ReferenceSources,
): Promise<ReferenceResolver> {
  if (!hasReference(fields)) return (values) => values;
  const wanted = page.flatMap((values) => [...references(fields, values)]);
  const byLink = new Map<string, Map<string, string>>();
  for (const to of new Set(wanted.map((w) => w.to))) {
    const ids = new Set(wanted.flatMap((w) => (w.to === to && w.reference.id !== null ? [w.reference.id] : [])));
    byLink.set(to, await sources.lookUp(to, [...ids]));
  }
  const byKey = await findByKeys(
    wanted.filter((w) => w.reference.id === null || byLink.get(w.to)?.has(w.reference.id) !== true),
    sources,
  );

  const replace = (path: string, spec: FieldSpec, reference: Reference): Value => {
    const to = spec.to ?? '';
    const linked = reference.id === null ? undefined : byLink.get(to)?.get(reference.id);
    if (linked !== undefined) return { type: to, id: linked };
    for (const key of REFERENCE_KEYS[to] ?? []) {
      const value = reference[key.name];
      if (typeof value !== 'string' || value === '') continue;
      const hits = byKey.get(`${key.field}\u0000${value}`) ?? [];
      const [hit] = hits;
      if (hit === undefined) continue;
      if (hits.length > 1) throw ambiguous(path, key.name, value, hits);
      return { type: to, id: hit };
    }
    if (isEmptyReference(reference)) return null;
    throw missing(path, to, reference);
  };

  return (values) => walk(fields, values, '', replace);
}

function isEmptyReference(reference: Reference): boolean {
  return [reference.id, reference.sku, reference.barcode, reference.email].every(
    (v) => v === undefined || v === null || v === '',
  );
}

function walk(
  fields: FieldTable,
  values: Values,
  prefix: string,
  replace: (path: string, spec: FieldSpec, reference: Reference) => Value,
): Values {
  let out: { [field: string]: Value } | null = null;
  for (const spec of fields) {
    const value = values[spec.path];
    if (spec.type === 'reference' && isReference(value)) {
      out ??= { ...values };
      out[spec.path] = replace(`${prefix}${spec.path}`, spec, value);
    } else if (spec.list !== undefined && Array.isArray(value) && hasReference(spec.list.fields)) {
      const { key, fields: inner } = spec.list;
      out ??= { ...values };
      out[spec.path] = (value as readonly Item[]).map((item) =>
        walk(inner, item, `${prefix}${spec.path}[${String(item[key])}].`, replace),
      );
    }
  }
  return out ?? values;
}

function hasReference(fields: FieldTable): boolean {
  return fields.some(
    (spec) => spec.type === 'reference' || (spec.list !== undefined && hasReference(spec.list.fields)),
  );
}

async function findByKeys(
  wanted: readonly Found[],
  sources: ReferenceSources,
): Promise<Map<string, readonly string[]>> {
  const out = new Map<string, string[]>();
  for (const to of new Set(wanted.map((w) => w.to))) {
    const port = sources.ports[to.split('.')[0] ?? ''];
    if (port?.find === undefined) continue;
    for (const key of REFERENCE_KEYS[to] ?? []) {
      const values = new Set<string>();
      for (const { to: type, reference } of wanted) {
        const value = reference[key.name];
        if (type === to && typeof value === 'string' && value !== '') values.add(value);
      }
      if (values.size === 0) continue;
      for (const hit of await port.find(key.field, [...values], { signal: sources.signal })) {
        const name = `${key.field}\u0000${hit.value}`;
        out.set(name, [...(out.get(name) ?? []), hit.id]);
      }
    }
  }
  return out;
}

function describe(reference: Reference): string {
  const parts = [
    reference.id === null || reference.id === '' ? null : `id ${reference.id}`,
    reference.sku ? `SKU ${reference.sku}` : null,
    reference.barcode ? `barcode ${reference.barcode}` : null,
    reference.email ? `e-mail ${reference.email}` : null,
  ];
  return parts.filter((part) => part !== null).join(', ');
}

function missing(path: string, to: string, reference: Reference): PasserelleError {
  const what = to === 'product.variants' ? 'product variant' : to;
  return new PasserelleError('reference_missing', `The ${what} (${describe(reference)}) is not in the target.`, {
    field: path,
    value: describe(reference),
    remedy: `Import the ${what}s first, then this record again.`,
  });
}

function ambiguous(path: string, name: string, value: string, ids: readonly string[]): PasserelleError {
  return new PasserelleError(
    'reference_ambiguous',
    `The ${name} "${value}" belongs to several records of the target: ${ids.join(', ')}.`,
    {
      field: path,
      value,
      remedy: 'Make it unique in the target, or link the record by hand.',
    },
  );
}
