import type { Element, Node } from './tree.ts';

export const VOID = new Set(
  'area base basefont br col frame hr img input isindex link meta param embed track wbr'.split(' '),
);
const BOOLEAN = new Set(
  'checked compact declare defer disabled ismap multiple nohref noresize noshade nowrap readonly selected'.split(' '),
);
const LINKS = new Set(['href', 'action', 'src']);
const RAW = new Set(['script', 'style']);

export function serialize(node: Node): string {
  if (node.kind === 'text') return escapeText(node.text);
  if (node.kind === 'comment') return `<!--${node.text}-->`;
  const start = `<${node.tag}${[...node.attributes].map(([name, value]) => attribute(node, name, value)).join('')}>`;
  if (node.children.length === 0 && (VOID.has(node.tag) || node.tag === 'li')) return start;
  const inside = node.children
    .map((child) => (child.kind === 'text' && RAW.has(node.tag) ? child.text : serialize(child)))
    .join('');
  return `${start}${inside}</${node.tag}>`;
}

function escapeText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

function attribute(owner: Element, name: string, value: string | null): string {
  if (value === null || BOOLEAN.has(name)) return ` ${name}`;
  const shown = LINKS.has(name) || (name === 'name' && owner.tag === 'a') ? escapeLink(value) : value;
  const escaped = escapeText(shown);
  if (!escaped.includes('"')) return ` ${name}="${escaped}"`;
  return escaped.includes("'") ? ` ${name}="${escaped.replace(/"/g, '&quot;')}"` : ` ${name}='${escaped}'`;
}

/** Links lose leading blanks, and what a link cannot hold is written as %XX. */
function escapeLink(value: string): string {
  return value
    .replace(/^[ \t\n\r]+/, '')
    .replace(/[^A-Za-z0-9\-_.!~*'()#$%&+,/:;<=>?@[\\\]^`{|}]/gu, (character) =>
      [...new TextEncoder().encode(character)]
        .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
        .join(''),
    );
}
