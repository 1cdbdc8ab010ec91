import type { KeyMatch } from '../../../core/connector.ts';
import { PasserelleError } from '../../../errors.ts';
import { type OdooRow, relationId } from '../calls.ts';
import { findExternalIds } from '../find-external-ids.ts';
import { slices } from '../load-rows.ts';
import type { Target } from '../target.ts';

/** Customers by a key field. Archived ones count. */
export async function findCustomers(
  target: Target,
  field: string,
  values: readonly string[],
  signal: AbortSignal | undefined,
): Promise<readonly KeyMatch[]> {
  switch (field) {
    case 'externalId': {
      const found = await findExternalIds(target, 'res.partner', values, signal);
      return [...found].map(([value, id]) => ({ value, id: String(id) }));
    }
    case 'email':
      return await findByEmail(target, values, signal);
    default:
      throw new PasserelleError('internal', `Customers of Odoo cannot be found by ${field}.`, { field });
  }
}

async function findByEmail(target: Target, values: readonly string[], signal: AbortSignal | undefined) {
  const matches: KeyMatch[] = [];
  for (const some of slices(values, 500)) {
    const wanted = new Map<string, string[]>();
    for (const value of some) {
      const email = value.trim().toLowerCase();
      wanted.set(email, [...(wanted.get(email) ?? []), value]);
    }
    // Odoo keeps a second field in lower case, which it can search by its index.
    const rows = await target.searchRead(
      'res.partner',
      [['email_normalized', 'in', [...wanted.keys()]]],
      ['email_normalized', 'parent_id', 'type'],
      { signal, order: 'id' },
    );
    const known = new Map(rows.map((row) => [row.id, row]));
    for (let open = unknownParents(known); open.length > 0; open = unknownParents(known)) {
      const parents = await target.read('res.partner', open, ['email_normalized', 'parent_id', 'type'], signal);
      for (const id of open) known.set(id, parents.find((row) => row.id === id) ?? { id });
    }
    for (const [email, asked] of wanted) {
      const hits = rows.filter((row) => row.email_normalized === email);
      for (const id of mainContacts(hits, known)) for (const value of asked) matches.push({ value, id: String(id) });
    }
  }
  return matches;
}

function unknownParents(known: ReadonlyMap<number, OdooRow>): readonly number[] {
  const open = new Set<number>();
  for (const row of known.values()) {
    const parentId = relationId(row.parent_id);
    if (parentId !== null && !known.has(parentId)) open.add(parentId);
  }
  return [...open];
}

/**
 * The customers among the contacts with one e-mail. An address stands for the contact above it, and a contact whose
 * company has the same e-mail for the company; two customers with one e-mail remain two. Pure.
 */
export function mainContacts(hits: readonly OdooRow[], known: ReadonlyMap<number, OdooRow>): readonly number[] {
  const people = new Set(hits.map((row) => personOf(row, known).id));
  return [...people].filter((id) => {
    const above = ancestors(known.get(id), known);
    return !above.some((ancestor) => people.has(ancestor.id));
  });
}

const ADDRESS_TYPES: ReadonlySet<unknown> = new Set(['invoice', 'delivery', 'other']);

function personOf(row: OdooRow, known: ReadonlyMap<number, OdooRow>): OdooRow {
  const parent = known.get(relationId(row.parent_id) ?? 0);
  return parent !== undefined && ADDRESS_TYPES.has(row.type) ? personOf(parent, known) : row;
}

function ancestors(row: OdooRow | undefined, known: ReadonlyMap<number, OdooRow>): readonly OdooRow[] {
  const parent = known.get(relationId(row?.parent_id) ?? 0);
  return parent === undefined ? [] : [parent, ...ancestors(parent, known)];
}
