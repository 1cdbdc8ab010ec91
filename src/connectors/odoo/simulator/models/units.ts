import { userError } from '../errors.ts';
import type { Env } from '../orm/env.ts';
import { externalRows } from '../orm/external-ids.ts';
import { displayName } from '../orm/value.ts';
import type { Row } from '../orm/values.ts';

/** Units that come with Odoo cannot be deleted. */
export function unlinkForbiddenUnits(env: Env, rows: readonly Row[]): void {
  const kept = rows.filter((row) => externalRows(env, 'uom.uom', row.id).some(({ module }) => module === 'uom'));
  if (kept.length === 0) return;
  const names = kept.map((row) => displayName(env, env.model('uom.uom'), row)).join(', ');
  throw userError(
    `The following units of measure are used by the system and cannot be deleted: ${names}\nYou can archive them instead.`,
  );
}
