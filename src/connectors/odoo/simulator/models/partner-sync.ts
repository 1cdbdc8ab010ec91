import type { Env } from '../orm/env.ts';
import { type Row, refOf, type Stored, type Vals } from '../orm/values.ts';
import { setStored, touch } from '../orm/write.ts';
import { commercialPartner, parentOf } from './partner.ts';

const ADDRESS = ['street', 'street2', 'zip', 'city', 'state_id', 'country_id'] as const;
const COMMERCIAL = ['vat', 'company_registry', 'specific_property_product_pricelist'] as const;

const isSet = (value: Stored | undefined): boolean => value !== undefined && value !== false && value !== '';
const hasAddress = (row: Row): boolean => ADDRESS.some((name) => isSet(row[name]));

function copy(env: Env, from: Row, to: Row, names: readonly string[], onlySet = false): void {
  const model = env.model('res.partner');
  for (const name of names) {
    const value = from[name] ?? false;
    if (onlySet && !isSet(value)) continue;
    setStored(env, model, to, name, value);
  }
  touch(env, model, to);
}

function children(env: Env, row: Row): Row[] {
  const { table } = env.model('res.partner');
  const rows: Row[] = [];
  for (const id of table.lookup('parent_id', row.id) ?? []) {
    const child = table.rows.get(id);
    if (child && child.active !== false) rows.push(child);
  }
  return rows;
}

/** What Odoo copies between a company and its contacts after a create or write, as if these fields were related. */
export function syncPartner(env: Env, row: Row, written: ReadonlySet<string>, vals: Vals, creating: boolean): void {
  const parent = parentOf(env, row);
  const given = (name: string): boolean => written.has(name) && Boolean(vals[name]);
  if (given('parent_id') || (written.has('type') && row.type === 'contact')) {
    if (given('parent_id')) {
      const commercial = commercialPartner(env, row);
      if (commercial.id !== row.id) copy(env, commercial, row, COMMERCIAL, env.version === 19);
    }
    if (parent && row.type === 'contact' && hasAddress(parent)) copy(env, parent, row, ADDRESS);
  }
  if (env.version === 19 && parent && row.type === 'contact') syncUp(env, row, parent, written);
  syncDown(env, row, written);
  if (creating && env.version === 18) firstContact(env, row);
}

/** 19 alone: a contact's changed address becomes its parent's. */
function syncUp(env: Env, row: Row, parent: Row, written: ReadonlySet<string>): void {
  const concerns = written.has('parent_id') || ADDRESS.some((name) => written.has(name));
  if (concerns && hasAddress(row) && ADDRESS.some((name) => (row[name] ?? false) !== (parent[name] ?? false))) {
    copy(env, row, parent, ADDRESS);
    syncDown(env, parent, new Set(ADDRESS));
  }
}

function syncDown(env: Env, row: Row, written: ReadonlySet<string>): void {
  const below = children(env, row);
  if (below.length === 0) return;
  if (commercialPartner(env, row).id === row.id) {
    // with nothing to hand down Odoo still writes, and the children's write_date moves
    commercialDown(
      env,
      row,
      COMMERCIAL.filter((name) => written.has(name)),
    );
  }
  const names = ADDRESS.filter((name) => written.has(name));
  if (names.length === 0) return;
  for (const child of below) if (child.type === 'contact') copy(env, row, child, names);
}

function commercialDown(env: Env, row: Row, names: readonly string[]): void {
  for (const child of children(env, row)) {
    if (child.is_company === true) continue;
    copy(env, row, child, names);
    commercialDown(env, child, names);
  }
}

/** The first contact of a company without an address gives it its own. */
function firstContact(env: Env, row: Row): void {
  const parent = parentOf(env, row);
  if (!parent || hasAddress(parent) || !hasAddress(row)) return;
  if (parent.is_company !== true && refOf(parent.parent_id) !== 0) return;
  if (children(env, parent).length === 1) copy(env, row, parent, ADDRESS);
}

/** `load` takes a shorter way: only what the parent has is copied. */
export function syncLoaded(env: Env, row: Row, vals: Vals): void {
  const parent = parentOf(env, row);
  const commercial = commercialPartner(env, row);
  if (vals.parent_id && commercial.id !== row.id) copy(env, commercial, row, COMMERCIAL);
  if (parent && row.type === 'contact') copy(env, parent, row, ADDRESS, true);
  syncDown(env, row, new Set(Object.keys(vals)));
  firstContact(env, row);
}
