import { PasserelleError } from '../errors.ts';

/**
 * JSON text of a request. Big integers are written as numbers. Throws odoo_bad_value for half a surrogate pair:
 * Odoo answers that with a bare page "500 Internal Server Error" (pair 328).
 */
export function jsonBody(value: unknown): string {
  const text = stringify(value);
  if (text.includes('\\ud') && LONE_SURROGATE.test(text)) {
    throw new PasserelleError('odoo_bad_value', 'A text holds half of a character (a lone surrogate).', {
      remedy: 'Mend the text where it was cut.',
    });
  }
  return text;
}

/** JSON.stringify escapes only lone surrogates; a backslash of the text itself is doubled. */
const LONE_SURROGATE = /(?<!\\)(?:\\\\)*\\ud[89a-f]/;

const rawJson = (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON;

function stringify(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (!(error instanceof TypeError && /BigInt/.test(error.message))) throw error;
    return JSON.stringify(value, (_key, part) => (typeof part === 'bigint' ? rawJson(part.toString()) : part));
  }
}
