/** Rounds half away from zero at `digits` decimals, with Odoo's tolerance for binary fractions (2.675 becomes 2.68). */
export function roundTo(value: number, digits: number): number {
  if (value === 0 || !Number.isFinite(value)) return value;
  const factor = 10 ** digits;
  const scaled = value * factor;
  const epsilon = 2 ** (Math.log2(Math.abs(scaled)) - 52);
  const rounded = Math.sign(scaled) * Math.floor(Math.abs(scaled) + epsilon + 0.5);
  const result = rounded / factor;
  return Object.is(result, -0) ? 0 : result;
}

/** Rounds to a multiple of `step` (a currency's rounding). */
export function roundToStep(value: number, step: number): number {
  const digits = Math.max(0, Math.round(-Math.log10(step)));
  if (Math.abs(10 ** -digits - step) < 1e-12) return roundTo(value, digits);
  return roundTo(roundTo(value / step, 0) * step, 10);
}
