const VOID = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));
const DROPPED = new Set(
  'script style embed object iframe form input select textarea button base meta link title head'.split(' '),
);
const UNWRAPPED = new Set(['html', 'body']);
const ATTRIBUTES = new Set(
  'align alt border cellpadding cellspacing class colspan dir face height href hspace id lang name rel rowspan size src style target title type valign value vspace width color'.split(
    ' ',
  ),
);

interface Token {
  readonly kind: 'text' | 'open' | 'close' | 'skip';
  readonly text: string;
  readonly name: string;
  readonly attributes: string;
}

/** Text with its ends trimmed of nothing: what is not markup is wrapped in a paragraph, scripts and event handlers go. */
export function sanitizeHtml(source: string): string {
  if (source === '') return '';
  const tokens = tokenize(source);
  const body = render(tokens);
  const marked = tokens.some(({ kind }) => kind === 'open' || kind === 'close');
  return marked ? body : `<p>${body}</p>`;
}

function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  const pattern = /<!--[\s\S]*?-->|<!doctype[^>]*>|<(\/?)([a-zA-Z][\w:-]*)((?:"[^"]*"|'[^']*'|[^'">])*)>|[^<]+|</gi;
  for (const [text, slash, name, attributes] of source.matchAll(pattern)) {
    if (name !== undefined) {
      tokens.push({ kind: slash ? 'close' : 'open', text, name: name.toLowerCase(), attributes: attributes ?? '' });
    } else if (text.startsWith('<!')) tokens.push({ kind: 'skip', text, name: '', attributes: '' });
    else tokens.push({ kind: 'text', text, name: '', attributes: '' });
  }
  return tokens;
}

function render(tokens: readonly Token[]): string {
  let out = '';
  const open: string[] = [];
  let dropping = '';
  for (const token of tokens) {
    if (dropping !== '') {
      if (token.kind === 'close' && token.name === dropping) dropping = '';
      continue;
    }
    if (token.kind === 'text') out += escapeText(token.text);
    else if (token.kind === 'open') {
      if (DROPPED.has(token.name)) {
        if (!VOID.has(token.name)) dropping = token.name;
      } else if (!UNWRAPPED.has(token.name)) {
        out += `<${token.name}${keptAttributes(token.attributes)}>`;
        if (!VOID.has(token.name)) open.push(token.name);
      }
    } else if (token.kind === 'close') {
      const at = open.lastIndexOf(token.name);
      while (at >= 0 && open.length > at) out += `</${open.pop()}>`;
    }
  }
  while (open.length > 0) out += `</${open.pop()}>`;
  return out;
}

function escapeText(text: string): string {
  return decode(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

function decode(text: string): string {
  return text.replace(/&(#x?[0-9a-f]+|[a-z]+);/gi, (whole, name: string) => {
    if (name.startsWith('#x') || name.startsWith('#X')) return String.fromCodePoint(Number.parseInt(name.slice(2), 16));
    if (name.startsWith('#')) return String.fromCodePoint(Number(name.slice(1)));
    return ENTITIES[name.toLowerCase()] ?? whole;
  });
}

function keptAttributes(source: string): string {
  let kept = '';
  for (const [, name = '', double, single, bare] of source.matchAll(
    /([\w:-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g,
  )) {
    const lower = name.toLowerCase();
    if (!ATTRIBUTES.has(lower) && !lower.startsWith('data-')) continue;
    const value = decode(double ?? single ?? bare ?? '');
    if (/^\s*javascript:/i.test(value)) continue;
    kept += ` ${lower}="${value.replace(/&/g, '&amp;').replace(/"/g, '&quot;')}"`;
  }
  return kept;
}
