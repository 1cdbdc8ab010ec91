import type { SearchDocument } from './search-index.ts';

interface Term {
  readonly field: string;
  readonly operator: ':' | '>' | '>=' | '<' | '<=';
  readonly value: string;
  readonly negated: boolean;
}

export interface ParsedSearch {
  /** Any of the groups, each of which asks for all of its terms. */
  readonly groups: readonly (readonly Term[])[];
  /** Fields that are no filters here: ignored, as a real shop ignores them. */
  readonly ignored: readonly string[];
}

const TOKEN =
  /\s*(\(|\)|OR\b|AND\b|(-|NOT\s+)?([a-z_.]+):(>=|<=|>|<)?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^\s()]+)|\S+)/y;

/**
 * Shopify's search syntax as far as filters go: `field:value`, comparisons, quotes, AND, OR, a minus. Parentheses and
 * words without a field are refused, not guessed at. Throws with what is not simulated.
 */
export function parseSearch(query: string, known: (field: string) => boolean): ParsedSearch {
  const groups: Term[][] = [[]];
  const ignored: string[] = [];
  TOKEN.lastIndex = 0;
  let rest = query.trim();
  while (rest !== '') {
    TOKEN.lastIndex = 0;
    const [all = '', token = '', minus, field, comparison, quoted = ''] = TOKEN.exec(rest) ?? [];
    if (all === '') break;
    rest = rest.slice(all.length).trim();
    if (token === 'AND') continue;
    if (token === 'OR') {
      groups.push([]);
      continue;
    }
    if (field === undefined) throw new Error(`not simulated: search by "${token}" without a field`);
    if (!known(field)) {
      ignored.push(field);
      continue;
    }
    const value = /^["']/.test(quoted) ? quoted.slice(1, -1).replace(/\\(.)/g, '$1') : quoted;
    const operator = (comparison ?? ':') as Term['operator'];
    groups.at(-1)?.push({ field, operator, value, negated: minus !== undefined });
  }
  return { groups, ignored };
}

const TIME_FIELDS = new Set(['updated_at', 'created_at', 'processed_at']);
const DAY_MS = 86_400_000;

/** Whether the index finds this record. `wholeDays`: times are compared by their day, as for customers. */
export function matches(search: ParsedSearch, document: SearchDocument, wholeDays: boolean): boolean {
  // An OR whose one side held only ignored filters asks for nothing there, so that it lets everything pass.
  return search.groups.some((terms) => terms.every((term) => matchesTerm(term, document, wholeDays) !== term.negated));
}

function matchesTerm(term: Term, document: SearchDocument, wholeDays: boolean): boolean {
  const has = document[term.field];
  if (has === null || has === undefined) return false;
  if (Array.isArray(has)) return has.some((one) => sameText(one, term.value));
  if (typeof has === 'number') return matchesNumber(term, has, wholeDays);
  return sameText(String(has), term.value);
}

function matchesNumber({ field, operator, value }: Term, has: number, wholeDays: boolean): boolean {
  const time = TIME_FIELDS.has(field);
  let left = has;
  let right = time ? Date.parse(/^\d{4}-\d\d-\d\d$/.test(value) ? `${value}T00:00:00Z` : value) : Number(value);
  if (time && wholeDays) {
    left = Math.floor(left / DAY_MS);
    right = Math.floor(right / DAY_MS);
  }
  if (Number.isNaN(right)) return false;
  switch (operator) {
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    default:
      return left === right;
  }
}

/** Case does not count, and a final star stands for any ending. */
function sameText(has: string, wanted: string): boolean {
  const left = has.toLowerCase();
  const right = wanted.toLowerCase();
  return right.endsWith('*') ? left.startsWith(right.slice(0, -1)) : left === right;
}
