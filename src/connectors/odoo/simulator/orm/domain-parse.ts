import { OdooError, typeError, valueError } from '../errors.ts';
import { repr } from './convert.ts';
import { pythonString } from './dates.ts';
import type { OdooVersion } from './field.ts';
import type { Json } from './values.ts';

export type DomainNode =
  | { readonly kind: 'and' | 'or'; readonly items: readonly DomainNode[] }
  | { readonly kind: 'not'; readonly item: DomainNode }
  | { readonly kind: 'all'; readonly value: boolean }
  | { readonly kind: 'leaf'; readonly path: string; readonly operator: string; readonly value: Json };

const OPERATORS = new Set(
  '= != <> <= < > >= =? =like =ilike like|not like|ilike|not ilike|in|not in|child_of parent_of any|not any'
    .split('|')
    .flatMap((part) => (part.startsWith('not ') ? [part] : part.split(' '))),
);
const OPERATORS_19 = new Set(['==', 'not =like', 'not =ilike']);

const tuple = (leaf: readonly Json[]): string => `(${leaf.map(repr).join(', ')})`;

function parseLeaf(leaf: readonly Json[], version: OdooVersion): DomainNode {
  const [path, rawOperator, value = null] = leaf;
  if (leaf.length !== 3) {
    if (version === 19) throw valueError(`Domain() invalid item in domain: ${repr(leaf)}`);
    const wrong =
      leaf.length < 3
        ? `not enough values to unpack (expected 3, got ${leaf.length})`
        : 'too many values to unpack (expected 3)';
    throw valueError(wrong);
  }
  if (typeof path === 'number' && rawOperator === '=') {
    if (version === 19 && value !== 1) throw typeError(`Domain() invalid arguments: ${tuple(leaf)}`);
    return { kind: 'all', value: path === value };
  }
  if (typeof path !== 'string' || typeof rawOperator !== 'string') {
    throw valueError(version === 18 ? `Invalid leaf ${tuple(leaf)}` : `Domain() invalid item in domain: ${repr(leaf)}`);
  }
  const operator = rawOperator.toLowerCase();
  if (!OPERATORS.has(operator) && !(version === 19 && OPERATORS_19.has(operator))) {
    throw valueError(version === 18 ? `Invalid leaf ${tuple(leaf)}` : `Invalid operator in condition ${tuple(leaf)}`);
  }
  const normal = operator === '<>' ? '!=' : operator === '==' ? '=' : operator;
  return { kind: 'leaf', path, operator: normal, value };
}

/** Reads Odoo's prefix notation; errors are those of the version. */
export function parseDomain(domain: Json, version: OdooVersion): DomainNode {
  if (!Array.isArray(domain)) {
    if (version === 19) {
      if (domain === false || domain === true) return { kind: 'all', value: domain !== false };
      throw typeError(
        `Domain() invalid argument type for domain: ${typeof domain === 'string' ? pythonJsonString(domain) : repr(domain)}`,
      );
    }
    const message = "Domains to normalize must have a 'domain' form: a list or tuple of domain components";
    throw new OdooError('builtins.AssertionError', message);
  }
  const stack: DomainNode[] = [];
  const malformed = (): OdooError =>
    valueError(
      version === 18
        ? `Domain ${repr(domain)} is syntactically not correct.`
        : `Domain() malformed domain ${repr(domain)}`,
    );
  for (const item of [...domain].reverse()) {
    if (item === '!') {
      const inner = stack.pop();
      if (!inner) throw malformed();
      stack.push(version === 18 ? negated(inner) : { kind: 'not', item: inner });
    } else if (item === '&' || item === '|') {
      const left = stack.pop();
      const right = stack.pop();
      if (!left || !right) throw malformed();
      stack.push({ kind: item === '&' ? 'and' : 'or', items: [left, right] });
    } else if (Array.isArray(item)) stack.push(parseLeaf(item, version));
    else if (version === 19) throw valueError(`Domain() invalid item in domain: ${repr(item)}`);
    else throw malformed();
  }
  const items = stack.reverse();
  const [only] = items;
  return only && items.length === 1 ? only : { kind: 'and', items };
}

const OPPOSITES: Readonly<Record<string, string>> = {
  '=': '!=',
  '!=': '=',
  '<': '>=',
  '>=': '<',
  '>': '<=',
  '<=': '>',
  in: 'not in',
  'not in': 'in',
  like: 'not like',
  'not like': 'like',
  ilike: 'not ilike',
  'not ilike': 'ilike',
  any: 'not any',
  'not any': 'any',
};

/** 18 turns each condition into its opposite, which records without a value pass no more than before. */
function negated(node: DomainNode): DomainNode {
  switch (node.kind) {
    case 'all':
      return { kind: 'all', value: !node.value };
    case 'not':
      return node.item;
    case 'and':
    case 'or':
      return { kind: node.kind === 'and' ? 'or' : 'and', items: node.items.map(negated) };
    default: {
      const operator = node.path.includes('.') ? undefined : OPPOSITES[node.operator];
      return operator === undefined ? { kind: 'not', item: node } : { ...node, operator };
    }
  }
}

function pythonJsonString(text: string): string {
  return pythonString(text);
}

/** Whether any condition names this field directly (Odoo then leaves its own `active` filter out). */
export function mentions(node: DomainNode, field: string): boolean {
  switch (node.kind) {
    case 'and':
    case 'or':
      return node.items.some((item) => mentions(item, field));
    case 'not':
      return mentions(node.item, field);
    case 'leaf':
      return node.path === field;
    default:
      return false;
  }
}
