import type { Value } from '../../core/value.ts';

/** An object of an answer, of which nothing is taken for granted. */
export type Node = Readonly<Record<string, unknown>>;

export const asNode = (value: unknown): Node => (typeof value === 'object' && value !== null ? (value as Node) : {});

export const asNodes = (value: unknown): readonly Node[] =>
  Array.isArray(value) ? value.filter((each): each is Node => typeof each === 'object' && each !== null) : [];

/** Empty text is no text: Shopify has both for the same. */
export const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

export const idOf = (node: Node): string => String(node.id ?? '');

export interface PageInfo {
  readonly hasNextPage: boolean;
  readonly endCursor: string | null;
}

export interface Connection {
  readonly nodes: readonly Node[];
  readonly page: PageInfo;
}

export function asConnection(value: unknown): Connection {
  const connection = asNode(value);
  const { hasNextPage, endCursor } = asNode(connection.pageInfo);
  return {
    nodes: asNodes(connection.nodes),
    page: { hasNextPage: hasNextPage === true, endCursor: textOf(endCursor) },
  };
}

/** The answer's object as a record's native form: JSON it is already. */
export const asNative = (node: Node): Value => node as Value;
