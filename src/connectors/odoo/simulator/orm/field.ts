export type OdooVersion = 18 | 19;

export type FieldType =
  | 'char'
  | 'text'
  | 'html'
  | 'integer'
  | 'float'
  | 'monetary'
  | 'boolean'
  | 'date'
  | 'datetime'
  | 'selection'
  | 'many2one'
  | 'one2many'
  | 'many2many'
  | 'many2one_reference'
  | 'binary';

/**
 * One field as a row of a table. `flags` are words out of: required readonly virtual (not stored) translate company
 * (kept per company) changeDefault sortable unsortable groupable ungroupable unsearchable unexportable
 * exportCompatible untrimmed. `selection` is `key=Label|key=Label`, or `@languages`, `@timezones`. `v18` holds what differs
 * on 18; a field with `only` exists on that version alone.
 */
export interface FieldSpec {
  readonly type: FieldType;
  readonly string: string;
  readonly relation?: string;
  readonly inverse?: string;
  readonly selection?: string;
  readonly flags?: string;
  readonly related?: string;
  readonly digits?: readonly [number, number];
  readonly currencyField?: string;
  readonly aggregator?: string;
  readonly groups?: string;
  readonly only?: OdooVersion;
  readonly v18?: Partial<FieldSpec>;
}

export type FieldTable = Readonly<Record<string, FieldSpec>>;

export interface Field {
  readonly name: string;
  readonly type: FieldType;
  readonly string: string;
  readonly relation: string;
  readonly inverse: string;
  readonly selection: string;
  readonly options: readonly (readonly [string, string])[];
  readonly flags: ReadonlySet<string>;
  readonly required: boolean;
  readonly readonly: boolean;
  readonly stored: boolean;
  readonly translate: boolean;
  readonly related: readonly string[];
  /** A field of the parent record, reached over this many2one (Odoo's `_inherits`). */
  readonly inheritedBy: string;
  readonly digits: number | undefined;
  readonly currencyField: string;
  readonly aggregator: string;
  readonly groups: string;
}

const LOG_FIELDS: FieldTable = {
  create_uid: { type: 'many2one', string: 'Created by', relation: 'res.users', flags: 'readonly' },
  create_date: { type: 'datetime', string: 'Created on', flags: 'readonly' },
  write_uid: { type: 'many2one', string: 'Last Updated by', relation: 'res.users', flags: 'readonly' },
  write_date: { type: 'datetime', string: 'Last Updated on', flags: 'readonly' },
};

const MAGIC_FIELDS: FieldTable = {
  id: { type: 'integer', string: 'ID', flags: 'readonly', aggregator: 'none' },
  display_name: { type: 'char', string: 'Display Name', flags: 'readonly virtual' },
};

function parseOptions(selection: string): (readonly [string, string])[] {
  if (selection === '' || selection.startsWith('@')) return [];
  return selection.split('|').map((pair) => {
    const cut = pair.indexOf('=');
    return [pair.slice(0, cut), pair.slice(cut + 1)] as const;
  });
}

function resolveField(name: string, given: FieldSpec, version: OdooVersion, inheritedBy: string): Field {
  const spec: FieldSpec = version === 18 && given.v18 ? { ...given, ...given.v18 } : given;
  const flags = new Set((spec.flags ?? '').split(' ').filter(Boolean));
  const related = spec.related ? spec.related.split('.') : [];
  return {
    name,
    type: spec.type,
    string: spec.string,
    relation: spec.relation ?? '',
    inverse: spec.inverse ?? '',
    selection: spec.selection ?? '',
    options: parseOptions(spec.selection ?? ''),
    flags,
    required: flags.has('required'),
    readonly: flags.has('readonly'),
    stored: !flags.has('virtual'),
    translate: flags.has('translate'),
    related: inheritedBy ? [inheritedBy, name] : related,
    inheritedBy,
    digits: spec.digits?.[1],
    currencyField: spec.currencyField ?? (spec.type === 'monetary' ? 'currency_id' : ''),
    aggregator: spec.aggregator ?? '',
    groups: spec.groups ?? '',
  };
}

/** The fields of a model on one version, Odoo's own (`id`, `display_name`, `create_date` ...) included. */
export function resolveFields(table: FieldTable, version: OdooVersion, logAccess: boolean): Map<string, Field> {
  const fields = new Map<string, Field>();
  const all = { ...MAGIC_FIELDS, ...(logAccess ? LOG_FIELDS : {}), ...table };
  for (const [name, spec] of Object.entries(all)) {
    if (spec.only !== undefined && spec.only !== version) continue;
    fields.set(name, resolveField(name, spec, version, ''));
  }
  return fields;
}

/** The parent's fields named in `names`, seen from the child. */
export function inheritFields(parent: ReadonlyMap<string, Field>, through: string, names: string): Map<string, Field> {
  const fields = new Map<string, Field>();
  for (const name of names.split(' ')) {
    const field = parent.get(name);
    if (!field) continue;
    const flags = new Set([...field.flags, 'virtual']);
    fields.set(name, { ...field, flags, stored: false, related: [through, name], inheritedBy: through });
  }
  return fields;
}

export function isRelational(field: Field): boolean {
  return field.type === 'many2one' || field.type === 'one2many' || field.type === 'many2many';
}

export function isNumeric(field: Field): boolean {
  return field.type === 'integer' || field.type === 'float' || field.type === 'monetary';
}
