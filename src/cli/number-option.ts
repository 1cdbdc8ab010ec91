import { PasserelleError } from '../errors.ts';
import type { OptionValue } from './command.ts';

/** A whole number within bounds; undefined when it is not given. Throws `usage`. Pure. */
export function wholeNumber(flag: string, value: OptionValue, min: number, max: number): number | undefined {
  if (value === undefined) return undefined;
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (number >= min && number <= max) return number;
  throw new PasserelleError('usage', `${flag} cannot be "${String(value)}".`, {
    field: flag,
    value: String(value),
    remedy: `Give a whole number from ${min} to ${max}.`,
  });
}

export const HIGHEST_PORT = 65_535;
