import type { Env } from '../orm/env.ts';
import { refOf } from '../orm/values.ts';

/** The one company's currency. */
export function companyCurrency(env: Env): number {
  return refOf(env.row('res.company', 1)?.currency_id);
}

/** The first active pricelist, which is what a partner without one of his own gets. */
export function defaultPricelist(env: Env): number {
  const model = env.model('product.pricelist');
  let best: { id: number; sequence: number } | undefined;
  for (const row of model.table.rows.values()) {
    if (row.active === false) continue;
    const sequence = Number(row.sequence);
    if (!best || sequence < best.sequence || (sequence === best.sequence && row.id < best.id))
      best = { id: row.id, sequence };
  }
  return best?.id ?? 0;
}
