/** One GraphQL operation, as a constant: tests check each one against the schema. */
export interface Operation {
  readonly name: string;
  readonly kind: 'query' | 'mutation';
  readonly text: string;
  /** Whether asking twice is the same as asking once: queries, and mutations under an idempotency key. */
  readonly repeatable: boolean;
}

/** Names the operation as its text does. */
export function operation(text: string): Operation {
  const [, kind, name] = /^\s*(query|mutation)\s+(\w+)/.exec(text) ?? [];
  if (name === undefined) throw new TypeError('An operation begins with "query Name" or "mutation Name".');
  const query = kind === 'query';
  return { name, kind: query ? 'query' : 'mutation', text, repeatable: query || text.includes('@idempotent(') };
}

export type Variables = Readonly<Record<string, unknown>>;
