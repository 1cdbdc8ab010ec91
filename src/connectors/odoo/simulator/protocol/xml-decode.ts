import { OdooError } from '../errors.ts';
import type { Json } from '../orm/values.ts';

export interface XmlCall {
  readonly method: string;
  readonly params: readonly Json[];
}

type Token =
  | { readonly kind: 'open' | 'close' | 'empty'; readonly name: string; readonly at: number }
  | { readonly kind: 'text'; readonly text: string; readonly at: number };

function expat(message: string, source: string, at: number): OdooError {
  const before = source.slice(0, at);
  const line = before.split('\n').length;
  const column = at - (before.lastIndexOf('\n') + 1);
  return new OdooError('xml.parsers.expat.ExpatError', `${message}: line ${line}, column ${column}`);
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function decodeText(text: string, source: string, at: number): string {
  return text.replace(/\r\n?/g, '\n').replace(/&(#x?[0-9a-fA-F]+|\w+);/g, (_whole, name: string) => {
    if (!name.startsWith('#')) {
      const known = ENTITIES[name];
      if (known === undefined) throw expat('undefined entity', source, at);
      return known;
    }
    const code = name[1] === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    if (code < 32 && code !== 9 && code !== 10 && code !== 13)
      throw expat('reference to invalid character number', source, at);
    return String.fromCodePoint(code);
  });
}

function* tokens(source: string): Generator<Token> {
  const control = /[^\t\n\r\u0020-\uffff]/.exec(source);
  const end = control ? control.index : source.length;
  let at = 0;
  while (at < end) {
    if (source[at] !== '<') {
      const stop = source.indexOf('<', at);
      const to = Math.min(stop < 0 ? end : stop, end);
      yield { kind: 'text', text: decodeText(source.slice(at, to), source, at), at };
      at = to;
      continue;
    }
    if (source.startsWith('<![CDATA[', at)) {
      const stop = source.indexOf(']]>', at);
      yield { kind: 'text', text: source.slice(at + 9, stop), at };
      at = stop + 3;
      continue;
    }
    const stop = source.startsWith('<!--', at) ? source.indexOf('-->', at) + 2 : source.indexOf('>', at);
    if (stop < 2 || stop >= end) break;
    const tag = source.slice(at + 1, stop);
    if (!tag.startsWith('?') && !tag.startsWith('!')) {
      const name = tag.replace(/^\/|\/$/g, '').split(/\s/)[0] ?? '';
      if (!/^[\w.:-]+$/.test(name)) throw expat('not well-formed (invalid token)', source, at + 1);
      yield { kind: tag.startsWith('/') ? 'close' : tag.endsWith('/') ? 'empty' : 'open', name, at };
    }
    at = stop + 1;
  }
  if (control) throw expat('not well-formed (invalid token)', source, control.index);
}

interface Element {
  readonly name: string;
  readonly children: Element[];
  text: string;
}

function parseTree(source: string): Element {
  const root: Element = { name: '', children: [], text: '' };
  const stack: Element[] = [root];
  for (const token of tokens(source)) {
    const top = stack.at(-1) ?? root;
    if (token.kind === 'text') top.text += token.text;
    else if (token.kind === 'close') {
      if (top.name !== token.name || stack.length < 2) throw expat('mismatched tag', source, token.at + 2);
      stack.pop();
    } else {
      const element: Element = { name: token.name, children: [], text: '' };
      top.children.push(element);
      if (token.kind === 'open') stack.push(element);
    }
  }
  const [document] = root.children;
  if (!document || stack.length > 1) throw expat('no element found', source, source.length);
  return document;
}

const child = (element: Element | undefined, name: string): Element | undefined =>
  element?.children.find((candidate) => candidate.name === name);

function typedValue(element: Element): Json {
  const [typed] = element.children;
  if (!typed) return element.text;
  const { text } = typed;
  switch (typed.name) {
    case 'int':
    case 'i4':
    case 'i8':
    case 'i2':
    case 'i1':
    case 'biginteger': {
      if (!/^\s*[+-]?\d+\s*$/.test(text))
        throw new OdooError('builtins.ValueError', `invalid literal for int() with base 10: '${text}'`);
      return Number(text);
    }
    case 'boolean':
      if (text !== '0' && text !== '1') throw new OdooError('builtins.TypeError', 'bad boolean value');
      return text === '1';
    case 'double':
    case 'float':
      return Number(text);
    case 'nil':
      return null;
    case 'array':
      return (child(typed, 'data')?.children ?? []).map(typedValue);
    case 'struct': {
      const struct: Record<string, Json> = {};
      for (const member of typed.children) {
        const name = child(member, 'name');
        const value = child(member, 'value');
        if (name && value) struct[name.text] = typedValue(value);
      }
      return struct;
    }
    case 'string':
    case 'base64':
    case 'dateTime.iso8601':
      return typed.name === 'base64' ? text.replace(/\s/g, '') : text;
    default:
      throw new OdooError('xmlrpc.client.ResponseError', `unknown tag ${typed.name}`);
  }
}

/** Reads an XML-RPC call; what is not XML is refused in expat's words. */
export function decodeCall(source: string): XmlCall {
  const document = parseTree(source);
  const method = child(document, 'methodName')?.text.trim() ?? '';
  const params = child(document, 'params')?.children ?? [];
  return { method, params: params.map((param) => typedValue(child(param, 'value') ?? param)) };
}
