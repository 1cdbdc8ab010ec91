import { ENTITIES } from '../data/entities.ts';
import { notSimulated } from '../errors.ts';
import { VOID } from './serialize.ts';
import { appendText, type Element, element, isBlank } from './tree.ts';

/** `old: new ...`: an open element that such a new one closes. The rules of the parser that Odoo uses, not those of browsers. */
const CLOSED_BY: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  [
    'a: a fieldset table td th',
    'address: dd dl dt form li ul',
    'b: center p td th',
    'big: p',
    'caption: col colgroup tbody tfoot thead tr',
    'colgroup: colgroup tbody tfoot thead tr',
    'dd: dt',
    'dir: dd dl dt form ul',
    'dl: form li',
    'dt: dd dl',
    'font: center td th',
    'form: form',
    ...[1, 2, 3, 4, 5, 6].map((level) => `h${level}: fieldset form li p table`),
    'head: a abbr acronym address b bdo big blockquote body br center cite code dd dfn dir div dl dt em fieldset font form frameset h1 h2 h3 h4 h5 h6 hr i iframe img kbd li listing map menu ol p pre q s samp small span strike strong sub sup table tt u ul var xmp',
    'i: center p td th',
    'li: li',
    'legend: fieldset',
    'listing: dd dl dt fieldset form li table ul',
    'menu: dd dl dt form ul',
    'ol: form ul',
    'option: optgroup option',
    'p: address blockquote body caption center col colgroup dd dir div dl dt fieldset form frameset h1 h2 h3 h4 h5 h6 head hr li listing menu multicol ol p pre table tbody td tfoot th title tr ul xmp',
    'pre: dd dl dt fieldset form li table ul',
    's: p',
    'small: p',
    'span: td th',
    'strike: p',
    'tbody: tbody tfoot',
    'td: tbody td tfoot th tr',
    'tfoot: tbody',
    'th: tbody td tfoot th tr',
    'thead: tbody tfoot',
    'tr: tbody tfoot tr',
    'tt: p',
    'u: p td th',
    'ul: address form menu ol pre',
    'xmp: dd dl dt fieldset form li table ul',
  ].map((line) => {
    const [old = '', news = ''] = line.split(': ');
    return [old, new Set(news.split(' '))] as const;
  }),
);

const HEAD_ONLY = new Set('script style meta link title base'.split(' '));
/** An end tag closes only what is weaker than itself. */
const STRENGTH: Readonly<Record<string, number>> = {
  div: 150,
  td: 160,
  th: 160,
  tr: 170,
  thead: 180,
  tbody: 180,
  tfoot: 180,
  table: 190,
  head: 200,
  body: 200,
  html: 220,
};
const strength = (tag: string): number => STRENGTH[tag] ?? 100;

const TOKEN =
  /<!--([\s\S]*?)-->|<!doctype[^>]*>|<\?[^>]*>|<\/([a-zA-Z][^\s>/]*)[^>]*>?|<\/|<([a-zA-Z][\w:.-]*)((?:[^"'>]|"[^"]*"|'[^']*')*)>?|[^<]+|</gi;

/** Reads tag soup as libxml2 does. Answers the html element, or nothing for a document without content. */
export function parseHtml(source: string): Element | undefined {
  const parser = new Parser();
  let raw = '';
  for (const match of source.trimStart().matchAll(TOKEN)) {
    const [text, comment, end, start, attributes] = match;
    if (raw !== '' && end?.toLowerCase() !== raw) parser.rawText(text);
    else if (end !== undefined) {
      raw = '';
      parser.end(end.toLowerCase());
    } else if (start !== undefined) {
      const tag = start.toLowerCase();
      parser.start(tag, readAttributes(attributes ?? ''));
      if (/(^|[\s"'])\/$/.test(attributes ?? '')) parser.end(tag);
      else if (tag === 'script' || tag === 'style') raw = tag;
    } else if (comment !== undefined) parser.comment(comment);
    else if (text.startsWith('<?') && parser.root) throw notSimulated('HTML with processing instructions');
    else if (!/^<(?:!.|\?|\/)/.test(text)) parser.text(text);
  }
  return parser.root;
}

class Parser {
  root: Element | undefined;
  private readonly open: Element[] = [];
  private headSeen = false;

  private get top(): Element | undefined {
    return this.open.at(-1);
  }

  start(tag: string, attributes: Map<string, string | null>): void {
    while (this.top && closes(this.top.tag, tag)) this.open.pop();
    this.imply(tag);
    if (tag === 'html' && this.open.length > 0) return;
    if (tag === 'head' && this.open.length !== 1) return;
    if (tag === 'body' && this.open.some((one) => one.tag === 'body')) return;
    if (tag === 'head') this.headSeen = true;
    const made = this.push(tag, attributes);
    if (VOID.has(made.tag)) this.open.pop();
  }

  end(tag: string): void {
    if (tag === 'html' || tag === 'body') return;
    let at = this.open.length - 1;
    while (at >= 0 && this.open[at]?.tag !== tag) {
      if (strength(this.open[at]?.tag ?? '') > strength(tag)) return;
      at -= 1;
    }
    if (at >= 0) this.open.length = at;
  }

  text(source: string): void {
    if (source === '<') {
      if (this.top) appendText(this.top, '<');
      return;
    }
    const text = decode(source);
    if (isBlankMarkup(source)) {
      if (this.top) appendText(this.top, text);
      return;
    }
    this.paragraph();
    if (this.top) appendText(this.top, text);
  }

  rawText(text: string): void {
    if (this.top) appendText(this.top, text);
  }

  comment(text: string): void {
    this.top?.children.push({ kind: 'comment', text });
  }

  /** Text that stands in no element gets a paragraph. */
  private paragraph(): void {
    const tag = this.top?.tag;
    if (tag !== undefined && tag !== 'html' && tag !== 'head') return;
    while (this.top && closes(this.top.tag, 'p')) this.open.pop();
    this.imply('p');
    this.push('p', new Map());
  }

  private push(tag: string, attributes: Map<string, string | null>): Element {
    const made = element(tag, attributes);
    if (this.top) this.top.children.push(made);
    else this.root = made;
    this.open.push(made);
    return made;
  }

  private imply(tag: string): void {
    if (tag === 'html') return;
    if (this.open.length === 0) {
      if (this.root) this.open.push(this.root);
      else this.push('html', new Map());
    }
    if (tag === 'body' || tag === 'head') return;
    if (this.open.length <= 1 && HEAD_ONLY.has(tag)) {
      if (this.headSeen) return;
      this.headSeen = true;
      this.push('head', new Map());
    } else if (!this.open.some((one) => one.tag === 'body' || one.tag === 'head')) this.push('body', new Map());
  }
}

function closes(old: string, tag: string): boolean {
  return CLOSED_BY.get(old)?.has(tag) === true;
}

function isBlankMarkup(source: string): boolean {
  return !source.includes('&') && isBlank(source.replace(/[^\s]/g, 'x')) && /^[ \t\n\r]*$/.test(source);
}

function decode(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+);?|#(\d+);?|([a-z]\w*);)/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return ENTITIES.get(name) ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}

function readAttributes(source: string): Map<string, string | null> {
  const attributes = new Map<string, string | null>();
  for (const [, name = '', double, single, bare] of source.matchAll(
    /([a-zA-Z_:][\w:.-]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g,
  )) {
    const key = name.toLowerCase();
    const value = double ?? single ?? bare;
    if (!attributes.has(key)) attributes.set(key, value === undefined ? null : decode(value));
  }
  return attributes;
}
