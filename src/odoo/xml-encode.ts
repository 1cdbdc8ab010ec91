import { PasserelleError } from '../errors.ts';

/** An XML-RPC request. Throws odoo_bad_value for what XML cannot carry: control characters, NaN, Date, bytes. */
export function encodeMethodCall(method: string, params: readonly unknown[]): string {
  let xml = `<?xml version='1.0'?>\n<methodCall><methodName>${method}</methodName><params>`;
  for (const param of params) xml += `<param>${encodeValue(param)}</param>`;
  return `${xml}</params></methodCall>`;
}

function encodeValue(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return `<value><string>${encodeText(value)}</string></value>`;
    case 'number':
      return encodeNumber(value);
    case 'boolean':
      return value ? '<value><boolean>1</boolean></value>' : '<value><boolean>0</boolean></value>';
    case 'bigint':
      return `<value><i8>${value}</i8></value>`;
    case 'undefined':
      return '<value><nil/></value>';
    case 'object':
      if (value === null) return '<value><nil/></value>';
      return Array.isArray(value) ? encodeArray(value) : encodeStruct(value);
    default:
      throw cannotCarry(`a ${typeof value}`);
  }
}

function encodeNumber(value: number): string {
  if (Number.isSafeInteger(value)) {
    // Beyond 32 bits is no `int` of the specification; Odoo's parser takes `i8` (pair 319).
    return value === (value | 0) ? `<value><int>${value}</int></value>` : `<value><i8>${value}</i8></value>`;
  }
  if (!Number.isFinite(value)) throw cannotCarry(String(value));
  return `<value><double>${value}</double></value>`;
}

function encodeArray(items: readonly unknown[]): string {
  let xml = '<value><array><data>';
  for (const item of items) xml += encodeValue(item);
  return `${xml}</data></array></value>`;
}

function encodeStruct(struct: object): string {
  if (struct instanceof Date) throw cannotCarry('a Date', 'Use toOdooDatetime or toOdooDate.');
  if (ArrayBuffer.isView(struct)) throw cannotCarry('bytes', 'Use toOdooBinary.');
  let xml = '<value><struct>';
  for (const [name, value] of Object.entries(struct)) {
    // As in JSON, a member that is undefined is not sent.
    if (value !== undefined) xml += `<member><name>${encodeText(name)}</name>${encodeValue(value)}</member>`;
  }
  return `${xml}</struct></value>`;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML 1.0 has no way to write.
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

function encodeText(text: string): string {
  if (NOT_XML.test(text) || !text.isWellFormed()) {
    throw cannotCarry('a control character or half of a character', 'Take it out, or choose JSON-RPC or JSON-2.');
  }
  if (!/[&<>\r]/.test(text)) return text;
  // A bare carriage return would arrive as a line feed.
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#13;');
}

function cannotCarry(what: string, remedy?: string): PasserelleError {
  return new PasserelleError('odoo_bad_value', `XML-RPC cannot carry ${what}.`, { remedy });
}
