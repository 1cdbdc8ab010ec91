import { OdooError, typeError } from '../errors.ts';
import { PyFloat } from '../orm/read.ts';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Control characters that XML cannot carry are dropped, as Odoo does. */
function escapeText(text: string): string {
  return text.replace(/[^\t\n\r\u0020-\uffff]/g, '').replace(/[&<>]/g, (char) => ESCAPES[char] ?? char);
}

function double(value: number): string {
  return `<value><double>${Number.isInteger(value) ? value.toFixed(1) : value}</double></value>\n`;
}

function value(item: unknown): string {
  if (item === null || item === undefined) throw typeError('cannot marshal None unless allow_none is enabled');
  if (item instanceof PyFloat) return double(item.value);
  switch (typeof item) {
    case 'boolean':
      return `<value><boolean>${item ? 1 : 0}</boolean></value>\n`;
    case 'number':
      if (!Number.isInteger(item)) return double(item);
      if (item > 2_147_483_647 || item < -2_147_483_648)
        throw new OdooError('builtins.OverflowError', 'int exceeds XML-RPC limits');
      return `<value><int>${item}</int></value>\n`;
    case 'string':
      return `<value><string>${escapeText(item)}</string></value>\n`;
    default:
  }
  if (Array.isArray(item)) return `<value><array><data>\n${item.map(value).join('')}</data></array></value>\n`;
  const members = Object.entries(item as Record<string, unknown>).map(
    ([name, member]) => `<member>\n<name>${escapeText(name)}</name>\n${value(member)}</member>\n`,
  );
  return `<value><struct>\n${members.join('')}</struct></value>\n`;
}

const HEAD = '<?xml version="1.0"?>\n<methodResponse>\n';

export function encodeResult(result: unknown): string {
  return `${HEAD}<params>\n<param>\n${value(result)}</param>\n</params>\n\n</methodResponse>\n`;
}

export function encodeFault(code: number | string, text: string): string {
  return `${HEAD}<fault>\n${value({ faultCode: code, faultString: text })}</fault>\n\n</methodResponse>\n`;
}
