import { seededRandom } from '../harness/seeded.ts';

/** The fields that the canned records have. */
export const CANNED_FIELDS = [
  'id',
  'name',
  'default_code',
  'barcode',
  'list_price',
  'standard_price',
  'weight',
  'categ_id',
  'active',
  'description_sale',
  'write_date',
] as const;

type CannedRecord = Readonly<Record<string, unknown>>;

/** Products as `search_read` answers them, the same in every run. */
export function cannedRecords(count: number): readonly CannedRecord[] {
  const random = seededRandom(7);
  return Array.from({ length: count }, (_, at) => ({
    id: at + 1,
    name: `Écharpe en laine <nº ${at}> & bonnet`,
    default_code: `SKU-${String(at).padStart(6, '0')}`,
    barcode: at % 3 === 0 ? false : String(4_006_381_000_000 + at),
    list_price: Math.round(random() * 20_000) / 100,
    standard_price: Math.round(random() * 10_000) / 100,
    weight: Math.round(random() * 5_000) / 1000,
    categ_id: [1 + (at % 20), `All / Saleable / Category ${at % 20}`],
    active: true,
    description_sale: at % 2 === 0 ? 'Warm, soft and made to last.\nWash by hand at 30 °C.' : false,
    write_date: `2026-11-${String(1 + (at % 28)).padStart(2, '0')} 08:${String(at % 60).padStart(2, '0')}:00`,
  }));
}

/** The records as Odoo answers them on each protocol. */
export function cannedAnswers(records: readonly CannedRecord[]) {
  return {
    json2: JSON.stringify(records),
    jsonrpc: JSON.stringify({ jsonrpc: '2.0', id: null, result: records }),
    xmlrpc: methodResponse(xmlValue(records)),
  };
}

export function methodResponse(value: string): string {
  return `<?xml version='1.0'?>\n<methodResponse>\n<params>\n<param>\n${value}</param>\n</params>\n</methodResponse>\n`;
}

/** As Python's `xmlrpc.client` writes it, which Odoo uses: a line for each element. */
export function xmlValue(value: unknown): string {
  return `<value>${xmlInner(value)}</value>\n`;
}

function xmlInner(value: unknown): string {
  if (typeof value === 'boolean') return `<boolean>${value ? 1 : 0}</boolean>`;
  if (typeof value === 'number') return Number.isInteger(value) ? `<int>${value}</int>` : `<double>${value}</double>`;
  if (typeof value === 'string') return `<string>${escaped(value)}</string>`;
  if (Array.isArray(value)) return `<array><data>\n${value.map(xmlValue).join('')}</data></array>`;
  const members = Object.entries(value as CannedRecord).map(
    ([name, inner]) => `<member>\n<name>${name}</name>\n${xmlValue(inner)}</member>\n`,
  );
  return `<struct>\n${members.join('')}</struct>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
