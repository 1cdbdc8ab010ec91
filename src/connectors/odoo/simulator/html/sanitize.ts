import { notSimulated } from '../errors.ts';
import type { OdooVersion } from '../orm/field.ts';
import { parseHtml } from './parse.ts';
import { markQuotes } from './quotes.ts';
import { serialize } from './serialize.ts';
import { descendants, type Element, isBlank, type Node, rebuild } from './tree.ts';

const ALLOWED = new Set(
  'a abbr acronym address applet area article aside audio b base basefont bdi bdo big blink blockquote body br button canvas caption center cite code col colgroup command datalist dd del details dfn dir div dl dt em embed fieldset figcaption figure font footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins isindex kbd keygen label legend li link main map mark marquee math menu meta meter nav noscript object ol optgroup option output p param pre progress q rp rt ruby s samp script section select small source span strike strong style sub summary sup svg table tbody td textarea tfoot th thead time title tr track tt u ul var video wbr'.split(
    ' ',
  ),
);
const KILLED = new Set(
  'base embed frame head iframe link meta noscript object script style title applet frameset noframes button input select textarea'.split(
    ' ',
  ),
);
const REMOVED = new Set('html body layer param form blink marquee'.split(' '));
const ATTRIBUTES = new Set(
  'abbr accept accept-charset accesskey action align alt axis border cellpadding cellspacing char charoff charset checked cite class clear color cols colspan compact coords datetime dir disabled enctype for frame headers height href hreflang hspace id ismap label lang longdesc maxlength media method multiple name nohref noshade nowrap prompt readonly rel rev rows rowspan rules scope selected shape size span src start style summary tabindex target title type usemap valign value vspace width'.split(
    ' ',
  ),
);
const OWN_ATTRIBUTES = /^data-(o-mail-quote|o-mail-quote-node|oe-[a-z-]+|id|publish|class|mimetype|shape|quality)$/;
const BLOCKS = new Set(
  'address blockquote caption center col colgroup dd del dir div dl dt fieldset form h1 h2 h3 h4 h5 h6 hr ins isindex legend li menu noscript ol optgroup option p pre table tbody td tfoot th thead tr ul'.split(
    ' ',
  ),
);
const LINKS = new Set('action background cite classid codebase data href longdesc profile src usemap'.split(' '));

/** What Odoo stores of a text written to an HTML field: tag soup mended, scripts, handlers and forms gone. */
export function sanitizeHtml(source: string, version: OdooVersion): string {
  if (source === '') return '';
  const mended = source
    .replaceAll('--!>', '-->')
    .replace(/<!--?->/g, '<!-- -->')
    .replace(/<\/?o:.*?>/g, '');
  const first = fragment(mended);
  if (!first) return '';
  markQuotes(first.element);
  const second = fragment(serialize(first.element) + first.tail);
  if (!second) return '';
  clean(second.element);
  const text = serialize(second.element) + second.tail;
  const isWrapped = text.startsWith('<div>') && text.endsWith('</div>');
  const bare = isWrapped && !(version === 19 && first.single) ? text.slice('<div>'.length, -'</div>'.length) : text;
  return bare.replaceAll('\u00a0', '&nbsp;');
}

interface Fragment {
  readonly element: Element;
  /** Blanks after a single element. */
  readonly tail: string;
  readonly single: boolean;
}

/** One element for all of the text: the only one, or a div or span round several. */
function fragment(source: string): Fragment | undefined {
  const root = parseHtml(source);
  if (!root) return undefined;
  if (/^\s*<(?:html|!doctype)/i.test(source)) return { element: root, tail: '', single: false };
  const body = root.children.find((child): child is Element => child.kind === 'element' && child.tag === 'body');
  if (root.children.some((child) => child.kind === 'element' && child.tag === 'head') || !body)
    return { element: root, tail: '', single: false };
  const elements = body.children.filter((child): child is Element => child.kind === 'element');
  const [only] = elements;
  const between = body.children.filter((child) => child.kind !== 'element');
  if (only && elements.length === 1 && between.every((child) => child.kind === 'text' && isBlank(child.text))) {
    const after = body.children.slice(body.children.indexOf(only) + 1);
    return { element: only, tail: after.map(serialize).join(''), single: true };
  }
  body.tag = elements.some(hasBlock) ? 'div' : 'span';
  return { element: body, tail: '', single: false };
}

function hasBlock(one: Element): boolean {
  return BLOCKS.has(one.tag) || [...descendants(one)].some(({ tag }) => BLOCKS.has(tag));
}

function clean(root: Element): void {
  for (const one of [root, ...descendants(root)]) cleanAttributes(one);
  if (REMOVED.has(root.tag) || !ALLOWED.has(root.tag)) reset(root, false);
  else if (KILLED.has(root.tag)) reset(root, true);
  rebuild(root, verdict);
}

/** The outermost element cannot go: it turns into a div. */
function reset(root: Element, empty: boolean): void {
  root.tag = 'div';
  root.attributes = new Map();
  if (empty) root.children = [];
}

function verdict(node: Node): 'keep' | 'drop' | 'unwrap' {
  if (node.kind === 'text') return 'keep';
  if (node.kind === 'comment') return /\[if[\s\n\r]+.*?\][\s\n\r]*>/s.test(node.text) ? 'drop' : 'keep';
  if (KILLED.has(node.tag)) return 'drop';
  return REMOVED.has(node.tag) || !ALLOWED.has(node.tag) ? 'unwrap' : 'keep';
}

function cleanAttributes(one: Element): void {
  for (const [name, value] of one.attributes) {
    if (!ATTRIBUTES.has(name) && !OWN_ATTRIBUTES.test(name)) one.attributes.delete(name);
    else if (value !== null && LINKS.has(name) && isScript(value)) one.attributes.set(name, '');
    else if (value !== null && name === 'style' && /expression\(|@import|javascript:|\\|\/\*/i.test(value))
      throw notSimulated('a style with script in it');
  }
}

function isScript(link: string): boolean {
  const bare = link.replace(/\+/g, ' ').replace(/[\s\p{Cc}]+/gu, '');
  const images = [...bare.matchAll(/data:image\/(.+);base64,/gi)];
  if (images.some(([, type = '']) => /xml|svg/i.test(type))) return true;
  const schemes = bare.match(/(javascript|jscript|livescript|vbscript|data|about|mocha):/gi) ?? [];
  return schemes.length > images.length;
}
