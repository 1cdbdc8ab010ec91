import { decimalFromNumber, multiplyDecimals, normaliseDecimal, roundDecimal } from '../../../core/money.ts';
import { asNode } from '../node.ts';

const KILOGRAMS: Readonly<Record<string, string>> = {
  KILOGRAMS: '1',
  GRAMS: '0.001',
  POUNDS: '0.45359237',
  OUNCES: '0.028349523125',
};

/** A weight of Shopify in kilograms, to the milligram; null where there is none. */
export function kilogramsOf(weight: unknown): string | null {
  const { value, unit } = asNode(weight);
  const factor = KILOGRAMS[String(unit)];
  if (typeof value !== 'number' || factor === undefined) return null;
  return normaliseDecimal(roundDecimal(multiplyDecimals(decimalFromNumber(value), factor), 6));
}

/** Shopify takes weights as floats. */
export const weightInput = (kilograms: string | null) => ({ value: Number(kilograms ?? '0'), unit: 'KILOGRAMS' });
