import type { Json, Stored } from './values.ts';

/** PostgreSQL's LIKE: `%` any text, `_` one character, backslash takes the next one as it is. */
function likePattern(pattern: string, insensitive: boolean): RegExp {
  let source = '';
  for (let index = 0; index < pattern.length; index += 1) {
    const char = pattern[index] ?? '';
    if (char === '\\' && index + 1 < pattern.length) {
      index += 1;
      source += literal(pattern[index] ?? '');
    } else if (char === '%') source += '.*';
    else if (char === '_') source += '.';
    else source += literal(char);
  }
  return new RegExp(`^${source}$`, insensitive ? 'isu' : 'su');
}

function literal(char: string): string {
  return char.replace(/[\\^$.*+?()[\]{}|/-]/g, (special) => (special === '-' ? '-' : `\\${special}`));
}

/** A test for like, ilike, =like, =ilike and their negations; an empty value counts as no text. */
export function textMatcher(operator: string, value: Json): (own: Stored) => boolean {
  const negative = operator.startsWith('not ');
  const base = negative ? operator.slice(4) : operator;
  const insensitive = base.includes('ilike');
  const whole = base.startsWith('=');
  const given = value === null || value === false || value === 0 ? '' : String(value);
  if (!whole && given === '') return () => !negative; // every record, as `'%%'` matches a COALESCE'd empty text
  if (given === '') return (own) => (own === false || own === null || own === '') !== negative;
  const plain = !/[%_\\]/.test(given);
  if (plain && !whole) {
    const needle = insensitive ? given.toLowerCase() : given;
    return (own) => {
      if (own === false || own === null) return negative;
      const text = insensitive ? String(own).toLowerCase() : String(own);
      return text.includes(needle) !== negative;
    };
  }
  const pattern = likePattern(whole ? given : `%${given}%`, insensitive);
  return (own) => {
    if (own === false || own === null) return negative;
    return pattern.test(String(own)) !== negative;
  };
}
