import { addDecimals, equalDecimals, subtractDecimals, sumDecimals } from '../../../core/money.ts';

export interface PricedVariant<K> {
  /** The option values of the variant. */
  readonly values: readonly K[];
  readonly price: string;
}

export interface ExtraPrices<K> {
  readonly base: string;
  /** By option value; those without one cost nothing extra. */
  readonly extras: ReadonlyMap<K, string>;
}

/**
 * A base price and one extra price per option value that give every variant its price; null when the prices do not
 * fit that form. The first variant's values are taken as free of extras. Pure.
 */
export function solveExtraPrices<K>(variants: readonly PricedVariant<K>[]): ExtraPrices<K> | null {
  const [first] = variants;
  if (first === undefined) return { base: '0', extras: new Map() };
  const extras = new Map<K, string>(first.values.map((value) => [value, '0']));
  const open = new Set(variants);
  while (open.size > 0) {
    const next = leastUnknown(open, extras);
    if (next === null) break;
    open.delete(next);
    const unknown = next.values.filter((value) => !extras.has(value));
    const [derived, ...free] = unknown;
    if (derived === undefined) continue;
    for (const value of free) extras.set(value, '0');
    const others = sumDecimals(next.values.flatMap((value) => extras.get(value) ?? []));
    extras.set(derived, subtractDecimals(next.price, addDecimals(first.price, others)));
  }
  const fits = variants.every((variant) =>
    equalDecimals(
      variant.price,
      sumDecimals([first.price, ...variant.values.map((value) => extras.get(value) ?? '0')]),
    ),
  );
  return fits ? { base: first.price, extras } : null;
}

function leastUnknown<K>(open: ReadonlySet<PricedVariant<K>>, extras: ReadonlyMap<K, string>): PricedVariant<K> | null {
  let best: PricedVariant<K> | null = null;
  let fewest = Number.POSITIVE_INFINITY;
  for (const variant of open) {
    const unknown = variant.values.filter((value) => !extras.has(value)).length;
    if (unknown < fewest) [best, fewest] = [variant, unknown];
    if (fewest <= 1) break;
  }
  return best;
}
