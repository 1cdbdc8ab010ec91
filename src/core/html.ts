import { decodeEntities } from './html-entities.ts';

/** Tags at which a browser begins a new line. */
const BREAKS: ReadonlySet<string> = new Set(
  `address article aside blockquote br caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3
  h4 h5 h6 header hr legend li main nav ol option p pre section summary table tbody td tfoot th thead tr ul`.split(
    /\s+/,
  ),
);
/** Tags whose contents are not shown. */
const HIDDEN: ReadonlySet<string> = new Set(['script', 'style', 'template', 'title']);
const LINK = /(?:^|[\s"'/])(src|href)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi;
/** Stands around a link in the text; never shown, so removed from the input. */
const FENCE = '\u0001';

/**
 * What a browser would show of HTML, in one canonical form: text with entities decoded and white space folded, line
 * breaks where blocks begin, and the targets of links and images. Markup that shows nothing leaves nothing.
 */
export function shownHtml(html: string): string {
  return scan(html, true);
}

/** The text of HTML, one line a block, without links and images. */
export function htmlToText(html: string): string {
  return scan(html, false);
}

function scan(html: string, links: boolean): string {
  if (!html.includes('<') && !html.includes('&') && !html.includes(FENCE)) return html.replace(/\s+/g, ' ').trim();
  const output = new Folded();
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    if (open < 0) break;
    output.text(html.slice(at, open));
    const next = html[open + 1] ?? '';
    if (!/[A-Za-z/!?]/.test(next)) {
      output.text('<');
      at = open + 1;
      continue;
    }
    if (html.startsWith('<!--', open)) {
      const end = html.indexOf('-->', open + 4);
      if (end < 0) return output.done();
      at = end + 3;
      continue;
    }
    const end = tagEnd(html, open + 1);
    if (end < 0) {
      at = open;
      break;
    }
    at = tag(html, open, end, output, links);
  }
  output.text(html.slice(at));
  return output.done();
}

/** Deals with the tag between `open` and `end`; gives where to go on. */
function tag(html: string, open: number, end: number, output: Folded, links: boolean): number {
  const inside = html.slice(open + 1, end);
  const name = (/^\/?([A-Za-z][A-Za-z0-9]*)/.exec(inside)?.[1] ?? '').toLowerCase();
  if (BREAKS.has(name)) output.lineBreak();
  const closing = inside.startsWith('/');
  if (HIDDEN.has(name) && !closing) {
    const close = new RegExp(`</${name}\\b`, 'gi');
    close.lastIndex = end;
    return close.exec(html)?.index ?? html.length;
  }
  if (links && !closing && /src|href/i.test(inside)) {
    for (const [, attribute = '', double, single, bare] of inside.matchAll(LINK)) {
      output.mark(`${attribute.toLowerCase()}=${decodeEntities(double ?? single ?? bare ?? '').trim()}`);
    }
  }
  return end + 1;
}

/** Where a tag ends: a `>` within a quoted attribute does not end it. -1 when it never does. */
function tagEnd(html: string, from: number): number {
  let afterEquals = false;
  for (let at = from; at < html.length; at += 1) {
    const character = html[at];
    if (character === '>') return at;
    if (afterEquals && (character === '"' || character === "'")) {
      const close = html.indexOf(character, at + 1);
      if (close < 0) return html.indexOf('>', at + 1);
      at = close;
    }
    if (character === '=') afterEquals = true;
    else if (character !== ' ' && character !== '\n') afterEquals = false;
  }
  return -1;
}

/** Text with every run of white space folded to one space, or to one line break when a block began in it. */
class Folded {
  #output = '';
  #gap: '' | ' ' | '\n' = '';

  text(raw: string): void {
    if (raw === '') return;
    const folded = decodeEntities(raw).replaceAll(FENCE, '').replace(/\s+/g, ' ');
    if (folded.startsWith(' ')) this.#gap ||= ' ';
    const words = folded.trim();
    if (words !== '') this.#add(words);
    if (words !== '' && folded.endsWith(' ')) this.#gap = ' ';
  }

  mark(link: string): void {
    this.#add(FENCE + link + FENCE);
  }

  lineBreak(): void {
    this.#gap = '\n';
  }

  done(): string {
    return this.#output;
  }

  #add(piece: string): void {
    this.#output += this.#output === '' ? piece : this.#gap + piece;
    this.#gap = '';
  }
}
