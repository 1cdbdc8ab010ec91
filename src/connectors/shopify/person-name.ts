/** Shopify keeps first and last names only. */
export interface NameParts {
  readonly firstName: string | null;
  readonly lastName: string | null;
}

/** As a person reads it; null when there is none. */
export function joinName(first: string | null, last: string | null): string | null {
  return [first, last].filter((part) => part !== null && part !== '').join(' ') || null;
}

/** So that `joinName` gives the same name again: the last word is the last name. */
export function splitName(name: string | null): NameParts {
  const words = (name ?? '').trim().split(/\s+/).filter(Boolean);
  const lastName = words.pop() ?? null;
  return { firstName: words.join(' ') || null, lastName };
}
