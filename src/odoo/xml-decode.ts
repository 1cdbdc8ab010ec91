/**
 * Reads XML-RPC responses (http://xmlrpc.com/spec.md, with `i8` and `nil`).
 *
 * Written by hand because general XML parsers build a tree first: this one goes through a page of records once and
 * makes nothing but the records. Texts are kept as they were sent: a carriage return stays one.
 */
export type MethodResponse =
  | { readonly kind: 'result'; readonly value: unknown }
  | { readonly kind: 'fault'; readonly value: unknown };

/** Throws SyntaxError when the text is no complete XML-RPC response. */
export function decodeMethodResponse(xml: string): MethodResponse {
  const reader = new Reader(xml);
  reader.skipProlog();
  reader.expect('<methodResponse>');
  if (reader.take('<fault>')) {
    const value = reader.value();
    reader.expect('</fault>');
    reader.expect('</methodResponse>');
    return { kind: 'fault', value };
  }
  reader.expect('<params>');
  reader.expect('<param>');
  const value = reader.value();
  reader.expect('</param>');
  reader.expect('</params>');
  reader.expect('</methodResponse>');
  return { kind: 'result', value };
}

const LESS_THAN = 60;
const SLASH = 47;
/** Far beyond any value of Odoo, and well within the stack. */
const MAX_DEPTH = 500;

class Reader {
  private readonly xml: string;
  private position = 0;
  /** Where the next `&` stands: texts before it need no decoding. */
  private ampersand: number;
  /** Member names of the struct before: records of a page have the same ones in the same order. */
  private names: string[] = [];
  private depth = 0;

  constructor(xml: string) {
    this.xml = xml;
    this.ampersand = this.find('&', 0);
  }

  skipProlog(): void {
    if (this.xml.charCodeAt(0) === 0xfeff) this.position = 1;
    this.skipSpace();
    if (this.xml.startsWith('<?xml', this.position)) this.position = this.find('?>', this.position) + 2;
  }

  /** Moves behind `tag` if it comes next. */
  take(tag: string): boolean {
    this.skipSpace();
    if (!this.xml.startsWith(tag, this.position)) return false;
    this.position += tag.length;
    return true;
  }

  expect(tag: string): void {
    if (!this.take(tag)) throw this.broken(tag);
  }

  value(): unknown {
    this.expect('<value');
    if (this.take('/>')) return '';
    this.expect('>');
    const start = this.position;
    this.skipSpace();
    const { xml, position } = this;
    // No type means text, and then its white space counts.
    if (xml.charCodeAt(position) !== LESS_THAN || xml.charCodeAt(position + 1) === SLASH) {
      this.position = start;
      const text = this.text();
      this.expect('</value>');
      return text;
    }
    const value = this.typed();
    this.expect('</value>');
    return value;
  }

  private typed(): unknown {
    const { xml, position } = this;
    const close = this.find('>', position);
    const empty = xml.charCodeAt(close - 1) === SLASH;
    const type = xml.slice(position + 1, empty ? close - 1 : close).trimEnd();
    this.position = close + 1;
    if (type === 'struct') return empty ? {} : this.struct();
    if (type === 'array') return empty ? [] : this.array();
    const text = empty ? '' : this.text();
    if (!empty) this.expect(`</${type}>`);
    return scalar(type, text, () => this.broken('a known type'));
  }

  private struct(): Record<string, unknown> {
    this.enter();
    const record: Record<string, unknown> = {};
    let index = 0;
    while (this.take('<member>')) {
      this.expect('<name>');
      const name = this.name(index);
      index += 1;
      const value = this.value();
      this.expect('</member>');
      if (name === '__proto__') Object.defineProperty(record, name, { value, enumerable: true, configurable: true });
      else record[name] = value;
    }
    this.expect('</struct>');
    this.depth -= 1;
    return record;
  }

  private name(index: number): string {
    const known = this.names[index];
    if (known !== undefined && this.xml.startsWith(known, this.position)) {
      const end = this.position + known.length;
      if (this.xml.startsWith('</name>', end)) {
        this.position = end + 7;
        return known;
      }
    }
    const name = this.text();
    this.expect('</name>');
    // Compared with the text as it stands, so that a name with an entity in it would be taken for another.
    if (!name.includes('&')) this.names[index] = name;
    return name;
  }

  private array(): unknown[] {
    this.enter();
    const items: unknown[] = [];
    this.expect('<data');
    if (!this.take('/>')) {
      this.expect('>');
      while (!this.take('</data>')) items.push(this.value());
    }
    this.expect('</array>');
    this.depth -= 1;
    return items;
  }

  /** Up to the next tag. */
  private text(): string {
    const start = this.position;
    const end = this.find('<', start);
    this.position = end;
    if (this.ampersand < start) this.ampersand = this.xml.indexOf('&', start);
    if (this.ampersand === -1) this.ampersand = this.xml.length;
    const text = this.xml.slice(start, end);
    return this.ampersand < end ? decodeEntities(text) : detached(text);
  }

  private skipSpace(): void {
    for (;;) {
      const code = this.xml.charCodeAt(this.position);
      if (code !== 10 && code !== 32 && code !== 13 && code !== 9) return;
      this.position += 1;
    }
  }

  private find(mark: string, from: number): number {
    const index = this.xml.indexOf(mark, from);
    if (index === -1 && mark !== '&') throw this.broken(mark);
    return index === -1 ? this.xml.length : index;
  }

  private enter(): void {
    this.depth += 1;
    if (this.depth > MAX_DEPTH) throw new SyntaxError(`More than ${MAX_DEPTH} levels of values.`);
  }

  private broken(wanted: string): SyntaxError {
    const where = this.xml.slice(this.position, this.position + 40);
    return new SyntaxError(`Expected ${wanted} at ${this.position}: ${where}`);
  }
}

/**
 * V8 makes a slice of 13 characters or more as a view that keeps the whole page alive: one name in an index of
 * products would hold a megabyte. Joined and cut, it keeps only itself.
 */
function detached(text: string): string {
  return text.length < 13 ? text : ` ${text}`.slice(1);
}

function scalar(type: string, text: string, unknownType: () => SyntaxError): unknown {
  switch (type) {
    case 'string':
      return text;
    case 'int':
    case 'i4':
    case 'i8':
    case 'double':
      return Number(text);
    case 'boolean':
      return text.trim() === '1';
    case 'nil':
    case 'ex:nil':
      return null;
    case 'base64':
      // As text, as the other protocols give it.
      return text.replace(/\s+/g, '');
    case 'dateTime.iso8601':
      return text.trim().replace(/^(\d{4})-?(\d\d)-?(\d\d)T/, '$1-$2-$3 ');
    default:
      throw unknownType();
  }
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, decimal, hex, name) => {
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    return ENTITIES[name] ?? whole;
  });
}
