/** One GraphQL operation, as a constant: tests check each one against the schema. */
export interface Operation {
  readonly name: string;
  readonly kind: 'query' | 'mutation';
  readonly text: string;
}

/** Names the operation as its text does. */
export function operation(text: string): Operation {
  const [, kind, name] = /^\s*(query|mutation)\s+(\w+)/.exec(text) ?? [];
  if (name === undefined) throw new TypeError('An operation begins with "query Name" or "mutation Name".');
  return { name, kind: kind === 'mutation' ? 'mutation' : 'query', text };
}

export type Variables = Readonly<Record<string, unknown>>;
