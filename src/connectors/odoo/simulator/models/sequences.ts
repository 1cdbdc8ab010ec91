import { notSimulated } from '../errors.ts';
import type { Env } from '../orm/env.ts';
import { textOf } from '../orm/values.ts';

/** The next number of a sequence. Like PostgreSQL's, it is not given back when the call fails. */
export function nextNumber(env: Env, code: string): string {
  for (const row of env.model('ir.sequence').table.rows.values()) {
    if (row.code !== code || row.active === false) continue;
    const number = Number(row.number_next);
    row.number_next = number + (Number(row.number_increment) || 1);
    return `${textOf(row.prefix)}${String(number).padStart(Number(row.padding), '0')}${textOf(row.suffix)}`;
  }
  throw notSimulated(`sequence ${code}`);
}
