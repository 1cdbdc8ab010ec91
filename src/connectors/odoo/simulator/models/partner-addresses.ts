import type { Env } from '../orm/env.ts';
import type { Row } from '../orm/values.ts';
import { parentOf } from './partner.ts';

/** The contact of a kind that Odoo picks for a partner: below him first, then among his company's, else himself. */
export function addressOf(env: Env, partner: Row | undefined, kind: 'invoice' | 'delivery'): number | false {
  if (!partner) return false;
  const { table } = env.model('res.partner');
  const visited = new Set<number>();
  let fallback = partner.type === 'contact' ? partner.id : 0;
  let current: Row | undefined = partner;
  while (current) {
    const queue: Row[] = [current];
    for (let row = queue.shift(); row; row = queue.shift()) {
      if (visited.has(row.id)) continue;
      visited.add(row.id);
      if (row.type === kind) return row.id;
      if (fallback === 0 && row.type === 'contact') fallback = row.id;
      const children = [...(table.lookup('parent_id', row.id) ?? [])]
        .map((id) => table.rows.get(id))
        .filter((child) => child !== undefined);
      // a depth-first walk in the order of names, not into other companies
      queue.unshift(
        ...children
          .filter((child) => child.active !== false && child.is_company !== true && !visited.has(child.id))
          .sort((a, b) => byName(a, b)),
      );
    }
    if (current.is_company === true) break;
    current = parentOf(env, current);
  }
  return fallback || partner.id;
}

function byName(a: Row, b: Row): number {
  return String(a.name).localeCompare(String(b.name)) || b.id - a.id;
}
