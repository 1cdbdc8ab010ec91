import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/**
 * How connections are counted. `documented`: 2 and the cost of one row times `first`, as Shopify's engineers
 * described it in 2021. `measured`: fitted to the one answer known since the prices were lowered (250 variants with
 * their inventory items: 24, seen in 2025), which grows with the logarithm of `first`.
 */
export type CostModel = 'documented' | 'measured';

const MUTATION_COST = 10;

export interface CostInput {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly model: CostModel;
}

/** Points that the query asks for, before anything is run. With an answer: points for what it really held. */
export function queryCost(input: CostInput, data?: unknown): number {
  const root = input.schema.getRootType(input.operation.operation);
  if (root == null) return 0;
  const walk = createWalk(input);
  const fields = [...walk.fieldsOf(input.operation.selectionSet)];
  if (input.operation.operation === 'mutation') {
    return fields.reduce(
      (sum, field) => sum + MUTATION_COST + walk.childrenOf(field, root.name, answerOf(data, field)),
      0,
    );
  }
  return walk.selection(input.operation.selectionSet, root.name, data);
}

const MISSING = Symbol('not run yet');
type Answer = unknown;

function answerOf(data: Answer, field: FieldNode): Answer {
  if (data === undefined) return MISSING;
  if (typeof data !== 'object' || data === null) return null;
  return (data as Record<string, unknown>)[field.alias?.value ?? field.name.value];
}

function createWalk({ schema, document, variables, model }: CostInput) {
  const fragments = new Map(
    document.definitions.flatMap((each): [string, FragmentDefinitionNode][] =>
      each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each]] : [],
    ),
  );

  function* fieldsOf(set: SelectionSetNode): Generator<FieldNode> {
    for (const each of set.selections) {
      if (each.kind === Kind.FIELD) yield each;
      else if (each.kind === Kind.INLINE_FRAGMENT) yield* fieldsOf(each.selectionSet);
      else {
        const fragment = fragments.get(each.name.value);
        if (fragment !== undefined) yield* fieldsOf(fragment.selectionSet);
      }
    }
  }

  const selection = (set: SelectionSetNode, typeName: string, data: Answer): number => {
    let sum = 0;
    for (const field of fieldsOf(set))
      sum += cost(field, typeName, data === MISSING || data === undefined ? MISSING : answerOf(data, field));
    return sum;
  };

  const fieldTypeOf = (field: FieldNode, typeName: string): string | undefined => {
    const names = [typeName, ...possible(typeName)];
    for (const name of names) {
      const type = schema.getType(name);
      if (!isObjectType(type) && !isInterfaceType(type)) continue;
      const found = type.getFields()[field.name.value];
      if (found === undefined) continue;
      const named = getNamedType(found.type);
      return isCompositeType(named) ? named.name : undefined;
    }
    return undefined;
  };

  const possible = (name: string): string[] => {
    const type = schema.getType(name);
    return isInterfaceType(type) ? schema.getPossibleTypes(type).map((each) => each.name) : [];
  };

  /** An object is 1 and what it holds; a list counts each row of an answer, and one row before it. */
  const cost = (field: FieldNode, typeName: string, value: Answer): number => {
    const type = fieldTypeOf(field, typeName);
    if (type === undefined || field.selectionSet === undefined || value === null) return 0;
    if (type.endsWith('Connection')) return connectionCost(field, type, value);
    if (type === 'PageInfo') return 0;
    if (Array.isArray(value)) {
      return value.reduce(
        (sum: number, each: unknown) => sum + (each === null ? 0 : 1 + childrenOf(field, typeName, each)),
        0,
      );
    }
    const times = field.name.value === 'nodes' && typeName === 'QueryRoot' ? idCount(field) : 1;
    return times * (1 + childrenOf(field, typeName, value));
  };

  const childrenOf = (field: FieldNode, typeName: string, value: Answer): number => {
    const type = fieldTypeOf(field, typeName);
    if (type === undefined || field.selectionSet === undefined || value === null) return 0;
    return selection(field.selectionSet, type, value);
  };

  const connectionCost = (field: FieldNode, type: string, value: Answer): number => {
    const nodes =
      field.selectionSet === undefined
        ? undefined
        : [...fieldsOf(field.selectionSet)].find((each) => each.name.value === 'nodes');
    const rows = value === MISSING ? undefined : (value as { nodes?: readonly unknown[] }).nodes;
    const count = rows?.length ?? numberArgument(field, 'first') ?? 0;
    if (nodes?.selectionSet === undefined) return 2;
    const nodeType = fieldTypeOf(nodes, type) ?? '';
    const each = rows?.map((row) => 1 + childrenOf(nodes, type, row)) ?? [];
    const sum =
      rows === undefined
        ? count * (1 + selection(nodes.selectionSet, nodeType, MISSING))
        : each.reduce((a, b) => a + b, 0);
    if (model === 'documented') return 2 + sum;
    const average = count === 0 ? 0 : sum / count;
    return Math.ceil(Math.ceil(Math.log2(count + 1)) * (1 + average));
  };

  const argument = (field: FieldNode, name: string): unknown => {
    const node = field.arguments?.find((each) => each.name.value === name)?.value;
    if (node?.kind === Kind.VARIABLE) return variables[node.name.value];
    if (node?.kind === Kind.INT) return Number(node.value);
    if (node?.kind === Kind.LIST) return node.values;
    return undefined;
  };
  const numberArgument = (field: FieldNode, name: string): number | undefined => {
    const value = argument(field, name);
    return typeof value === 'number' ? value : undefined;
  };
  const idCount = (field: FieldNode): number => {
    const ids = argument(field, 'ids');
    return Array.isArray(ids) ? ids.length : 1;
  };

  return { fieldsOf, selection, childrenOf };
}
