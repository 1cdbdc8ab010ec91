export interface Element {
  readonly kind: 'element';
  tag: string;
  /** null for an attribute without a value. */
  attributes: Map<string, string | null>;
  children: Node[];
}

interface Text {
  readonly kind: 'text';
  text: string;
}

interface Comment {
  readonly kind: 'comment';
  readonly text: string;
}

export type Node = Element | Text | Comment;

export function element(tag: string, attributes = new Map<string, string | null>()): Element {
  return { kind: 'element', tag, attributes, children: [] };
}

export function appendText(parent: Element, text: string): void {
  const last = parent.children.at(-1);
  if (last?.kind === 'text') last.text += text;
  else parent.children.push({ kind: 'text', text });
}

export function isBlank(text: string): boolean {
  return text.trim() === '';
}

/** All elements below, parents before their children. */
export function* descendants(parent: Element): Generator<Element> {
  for (const child of parent.children) {
    if (child.kind !== 'element') continue;
    yield child;
    yield* descendants(child);
  }
}

export function textOfElement(parent: Element): string {
  return parent.children
    .map((child) => (child.kind === 'text' ? child.text : child.kind === 'element' ? textOfElement(child) : ''))
    .join('');
}

/** Replaces nodes, deepest first: `null` drops one, `'unwrap'` leaves its children in its place. */
export function rebuild(parent: Element, verdict: (node: Node) => 'keep' | 'drop' | 'unwrap'): void {
  const next: Node[] = [];
  const push = (node: Node): void => {
    const last = next.at(-1);
    if (node.kind === 'text' && last?.kind === 'text') last.text += node.text;
    else next.push(node);
  };
  for (const child of parent.children) {
    const what = verdict(child);
    if (what === 'drop') continue;
    if (child.kind === 'element') rebuild(child, verdict);
    if (what === 'unwrap' && child.kind === 'element') for (const inner of child.children) push(inner);
    else push(child);
  }
  parent.children = next;
}
