/** Sales orders with their lines exported from Odoo (`sale.order`). */
import type { Value } from '../../../core/value.ts';
import { badCell, decimalCell, missingCell, textCell } from '../cells.ts';
import type { Row } from '../layout.ts';
import { createOdooLayout, hasAny, ODOO_ID_COLUMNS, type OdooLayout } from './odoo-layout.ts';
import type { ColumnReader, MadeRecord, Profile } from './profile.ts';

const COLUMNS = {
  ...ODOO_ID_COLUMNS,
  number: ['name', 'Order Reference'],
  placedAt: ['date_order', 'Order Date'],
  customerId: ['partner_id/id', 'Customer/External ID'],
  customer: ['partner_id', 'Customer'],
  email: ['partner_id/email', 'Customer/Email'],
  currency: ['currency_id', 'Currency'],
  status: ['state', 'Status'],
  note: ['note', 'Terms and conditions'],
  untaxed: ['amount_untaxed', 'Untaxed Amount'],
  tax: ['amount_tax', 'Taxes'],
  total: ['amount_total', 'Total'],
  lineId: ['order_line/id', 'Order Lines/External ID'],
  productId: ['order_line/product_id/id', 'Order Lines/Product/External ID'],
  product: ['order_line/product_id', 'Order Lines/Product'],
  sku: ['order_line/product_id/default_code', 'Order Lines/Product/Internal Reference'],
  lineTitle: ['order_line/name', 'Order Lines/Description'],
  quantity: ['order_line/product_uom_qty', 'Order Lines/Quantity'],
  unitPrice: ['order_line/price_unit', 'Order Lines/Unit Price'],
  discountPercent: ['order_line/discount', 'Order Lines/Discount (%)'],
} as const;

const LINE_FIELDS = ['productId', 'product', 'sku', 'lineTitle', 'quantity', 'unitPrice'] as const;

const layout: OdooLayout = {
  name: 'odoo-orders',
  type: 'order',
  columns: COLUMNS,
  keyFields: () => ['externalId', 'databaseId', 'number'],
  build: buildOrder,
};

export const odooOrders: Profile = {
  name: 'odoo-orders',
  title: 'Odoo sales order export',
  type: 'order',
  recognises: (header) =>
    hasAny(header, COLUMNS.number) &&
    LINE_FIELDS.some((field) => hasAny(header, COLUMNS[field])) &&
    hasAny(header, [...COLUMNS.placedAt, ...COLUMNS.customer, ...COLUMNS.customerId]),
  createLayout: (options) => createOdooLayout(layout, options),
};

type Fields = { [field: string]: Value };

function buildOrder(columns: ColumnReader, rows: readonly Row[], key: string): MadeRecord {
  const row = rows[0] ?? { line: 0, cells: [] };
  const number = textCell(columns.cell(row, 'number'));
  if (number === null) throw missingCell(row, columns.name('number'));
  const externalId = textCell(columns.cell(row, 'externalId'));
  const currency = textCell(columns.cell(row, 'currency'));
  const placedAt = timeCell(columns, row, 'placedAt');
  const lines = rows.filter((each) => LINE_FIELDS.some((field) => columns.cell(each, field).trim() !== ''));
  const values: Fields = {
    ...(externalId === null ? {} : { externalId }),
    number,
    ...(placedAt === null ? {} : { placedAt }),
    ...(currency === null ? {} : { currency }),
    ...customerField(columns, row),
    ...statusField(columns, row),
    ...totalsField(columns, row),
    ...(columns.has('note') ? { note: textCell(columns.cell(row, 'note')) } : {}),
    lines: lines.map((each, at) => lineOf(columns, each, at)),
  };
  return { id: key, values, row, itemRows: { lines } };
}

function lineOf(columns: ColumnReader, row: Row, at: number): Fields {
  const decimal = (field: string) => decimalCell(row, columns.name(field), columns.cell(row, field));
  const product = textCell(columns.cell(row, 'product'));
  // "[E-COM07] Large Cabinet"
  const sku = textCell(columns.cell(row, 'sku')) ?? /^\[([^\]]+)\]/.exec(product ?? '')?.[1] ?? null;
  const productId = textCell(columns.cell(row, 'productId'));
  const isNamed = productId !== null || sku !== null;
  const discountPercent = decimal('discountPercent');
  return {
    id: textCell(columns.cell(row, 'lineId')) ?? String(at + 1),
    variant: isNamed ? { type: 'product.variants', id: productId ?? sku, sku } : null,
    sku,
    title: textCell(columns.cell(row, 'lineTitle')) ?? product,
    quantity: decimal('quantity') ?? '1',
    unitPrice: decimal('unitPrice'),
    ...(discountPercent === null ? {} : { discountPercent }),
  };
}

function customerField(columns: ColumnReader, row: Row): Fields {
  const email = textCell(columns.cell(row, 'email'));
  const id = textCell(columns.cell(row, 'customerId')) ?? email ?? textCell(columns.cell(row, 'customer'));
  if (id === null) return {};
  return { customer: { type: 'customer', id, email }, ...(columns.has('email') ? { email } : {}) };
}

const STATUSES: Readonly<Record<string, string>> = {
  draft: 'draft',
  quotation: 'draft',
  sent: 'draft',
  'quotation sent': 'draft',
  sale: 'confirmed',
  'sales order': 'confirmed',
  done: 'confirmed',
  locked: 'confirmed',
  cancel: 'cancelled',
  cancelled: 'cancelled',
};

function statusField(columns: ColumnReader, row: Row): Fields {
  const cell = columns.cell(row, 'status').trim();
  if (cell === '') return {};
  const status = STATUSES[cell.toLowerCase()];
  if (status === undefined) throw badCell(row, columns.name('status'), cell, 'is no status of a sales order');
  return { status };
}

function totalsField(columns: ColumnReader, row: Row): Fields {
  const fields = ['untaxed', 'tax', 'total'].filter((field) => columns.has(field));
  if (fields.length === 0) return {};
  const decimal = (field: string) => decimalCell(row, columns.name(field), columns.cell(row, field));
  return { totals: Object.fromEntries(fields.map((field) => [field, decimal(field)])) };
}

/** "2026-11-24 10:20:00"; exports write the user's time, without its zone: it is taken for UTC. */
function timeCell(columns: ColumnReader, row: Row, field: string): string | null {
  const cell = columns.cell(row, field).trim();
  if (cell === '') return null;
  const match = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d:\d\d))?$/.exec(cell);
  const time = match === null ? Number.NaN : Date.parse(`${match[1] ?? ''}T${match[2] ?? '00:00:00'}Z`);
  if (Number.isNaN(time)) throw badCell(row, columns.name(field), cell, 'is no time such as 2026-11-24 10:20:00');
  return new Date(time).toISOString().replace('.000Z', 'Z');
}
