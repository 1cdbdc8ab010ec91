import type { Write } from '../../core/connector.ts';
import { slices } from './load-rows.ts';
import { type OdooValues, toVals } from './odoo-value.ts';
import type { OutcomeSheet } from './outcome-sheet.ts';
import type { Target } from './target.ts';

/** Changed fields of one Odoo record, on behalf of one write. */
export interface FieldWrite {
  readonly write: Write;
  readonly model: string;
  readonly id: number;
  readonly values: OdooValues;
}

/** Writes the changed fields and nothing else; records that get the same values share a call. */
export async function writeGrouped(
  target: Target,
  writes: readonly FieldWrite[],
  sheet: OutcomeSheet,
  signal: AbortSignal | undefined,
): Promise<void> {
  const groups = new Map<string, { readonly vals: Record<string, unknown>; readonly members: FieldWrite[] }>();
  for (const one of writes) {
    if (Object.keys(one.values).length === 0 || !sheet.open(one.write)) continue;
    const vals = toVals(one.values);
    const key = JSON.stringify([one.model, Object.entries(vals).sort(([a], [b]) => (a < b ? -1 : 1))]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { vals, members: [one] });
    else group.members.push(one);
  }
  await Promise.all(
    [...groups.values()].flatMap(({ vals, members }) =>
      slices(members, 200).map(async (some) => {
        try {
          await target.write(some[0]?.model ?? '', [...new Set(some.map((one) => one.id))], vals, signal);
        } catch (thrown) {
          sheet.fail([...new Set(some.map((one) => one.write))], thrown);
        }
      }),
    ),
  );
}
