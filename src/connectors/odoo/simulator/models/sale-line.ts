import { missingError, userError } from '../errors.ts';
import { saleOrderLineFields } from '../fields/sale-order-line.ts';
import { isTruthy, toStored } from '../orm/convert.ts';
import type { Env } from '../orm/env.ts';
import type { ModelSpec } from '../orm/model.ts';
import { roundTo, roundToStep } from '../orm/money.ts';
import { checkViolation } from '../orm/sql-errors.ts';
import { displayName, fieldOf, fieldValue } from '../orm/value.ts';
import { idsOf, type Json, type Row, refOf, textOf, type Vals } from '../orm/values.ts';
import { setStored, touch } from '../orm/write.ts';
import { checkDecrease, launchDeliveries } from './deliveries.ts';
import { commercialPartner } from './partner.ts';
import { ruleFor, unitPrice } from './pricing.ts';
import { currencyOf } from './sale-order.ts';
import { currencyStep, type LineAmounts, lineAmounts, productTaxes } from './taxes.ts';

const taxField = (env: Env): 'tax_id' | 'tax_ids' => (env.version === 18 ? 'tax_id' : 'tax_ids');
const unitField = (env: Env): 'product_uom' | 'product_uom_id' =>
  env.version === 18 ? 'product_uom' : 'product_uom_id';

export function linesOf(env: Env, orderId: number): Row[] {
  const { table } = env.model('sale.order.line');
  return env
    .rows('sale.order.line', [...(table.lookup('order_id', orderId) ?? [])])
    .sort((a, b) => Number(a.sequence) - Number(b.sequence) || a.id - b.id);
}

const orderOf = (env: Env, line: Row): Row | undefined => env.row('sale.order', refOf(line.order_id));
const productOf = (env: Env, line: Row | Vals): Row | undefined =>
  env.row('product.product', refOf(line.product_id as number));

export function amountsOf(env: Env, line: Row): LineAmounts {
  const order = orderOf(env, line);
  const currency = order ? currencyOf(env, order) : 0;
  const taxes = idsOf(line[taxField(env)]);
  return lineAmounts(
    env,
    Number(line.product_uom_qty),
    Number(line.price_unit),
    Number(line.discount),
    taxes,
    currency,
  );
}

/** What the line would cost without its discount; 18 computes it back from the rounded subtotal. */
export function undiscounted(env: Env, line: Row): number {
  const amounts = amountsOf(env, line);
  const discount = Number(line.discount);
  if (env.version === 18 && discount !== 100) return (amounts.untaxed * 100) / (100 - discount);
  if (env.version === 18) return Number(line.price_unit) * Number(line.product_uom_qty);
  const order = orderOf(env, line);
  const taxes = idsOf(line[taxField(env)]);
  return lineAmounts(
    env,
    Number(line.product_uom_qty),
    Number(line.price_unit),
    0,
    taxes,
    order ? currencyOf(env, order) : 0,
  ).rawUntaxed;
}

/** The amounts of an order's lines with a price, for its totals. */
export function taxedLines(env: Env, order: Row): LineAmounts[] {
  return linesOf(env, order.id)
    .filter((line) => line.display_type === false)
    .map((line) => amountsOf(env, line));
}

function templateOf(env: Env, product: Row | undefined): Row | undefined {
  return env.row('product.template', refOf(product?.product_tmpl_id));
}

export function qtyToInvoice(env: Env, line: Row): number {
  const order = orderOf(env, line);
  if (order?.state !== 'sale' || line.display_type !== false) return 0;
  const policy = templateOf(env, productOf(env, line))?.invoice_policy;
  return policy === 'order' ? Number(line.product_uom_qty) : Number(line.qty_delivered);
}

export function lineInvoiceStatus(env: Env, line: Row): string {
  const order = orderOf(env, line);
  if (order?.state !== 'sale') return 'no';
  if (roundTo(qtyToInvoice(env, line), 2) !== 0) return 'to invoice';
  if (line.display_type === false && Number(line.product_uom_qty) <= 0) return 'invoiced';
  return line.display_type === false ? 'no' : 'invoiced';
}

/** What the line says of its product: its name and its sales description, in the customer's language. */
function description(env: Env, product: Row, order: Row | undefined): string {
  const partner = env.row('res.partner', refOf(order?.partner_id));
  const lang = textOf(partner?.lang);
  const spoken = lang !== '' && env.db.isLanguageInstalled(lang) ? env.with({ lang }) : env;
  const model = env.model('product.product');
  const text = textOf(fieldValue(spoken, model, product, fieldOf(model, 'description_sale')));
  const name = displayName(spoken, model, product);
  return text === '' ? name : `${name}\n${text}`;
}

function defaultPrice(env: Env, vals: Vals): number {
  const product = productOf(env, vals);
  const order = env.row('sale.order', refOf(vals.order_id as number));
  if (!product) return 0;
  const quantity = Number(vals.product_uom_qty ?? 1);
  const price = unitPrice(env, refOf(order?.pricelist_id), product, quantity, textOf(order?.date_order) || env.now);
  return price;
}

function complete(env: Env, vals: Vals): void {
  const product = productOf(env, vals);
  const order = env.row('sale.order', refOf(vals.order_id as number));
  if (isTruthy(vals.display_type)) {
    Object.assign(vals, {
      product_uom_qty: 0,
      [unitField(env)]: false,
      [taxField(env)]: vals[taxField(env)] ?? [[6, 0, []]],
    });
    vals.price_unit ??= 0;
    vals.technical_price_unit ??= vals.price_unit;
    vals.customer_lead ??= 0;
    return;
  }
  if (vals.product_uom_qty === undefined) vals.product_uom_qty = 1;
  if (product) {
    const template = templateOf(env, product);
    vals[unitField(env)] ??= refOf(template?.uom_id) || false;
    vals.name ??= description(env, product, order);
    if (vals[taxField(env)] === undefined) vals[taxField(env)] = [[6, 0, [...productTaxes(env, product)]]];
    vals.customer_lead ??= Number(template?.sale_delay ?? 0);
  }
  vals.price_unit ??= defaultPrice(env, vals);
  vals.technical_price_unit ??= vals.price_unit;
  vals.customer_lead ??= 0;
}

function checkLines(env: Env, rows: readonly Row[]): void {
  for (const row of rows) {
    const unit = row[unitField(env)];
    if (row.display_type === false) {
      // a CHECK passes on NULL, which is_downpayment is unless it was given
      if (
        row.downpayment_given === true &&
        row.is_downpayment !== true &&
        (row.product_id === false || unit === false)
      ) {
        throw checkViolation('Missing required fields on accountable sale order line.');
      }
    } else if (
      row.product_id !== false ||
      Number(row.price_unit) !== 0 ||
      Number(row.product_uom_qty) !== 0 ||
      unit !== false
    ) {
      throw checkViolation('Forbidden values on non-accountable sale order line');
    }
  }
}

const PROTECTED: Readonly<Record<string, string>> = {
  product_id: 'Product',
  name: 'Description',
  price_unit: 'Unit Price',
  product_uom: 'Unit of Measure',
  product_uom_id: 'Unit',
  product_uom_qty: 'Quantity',
  tax_id: 'Taxes',
  tax_ids: 'Taxes',
  discount: 'Discount (%)',
};

function refuseWrite(env: Env, rows: readonly Row[], vals: Vals): void {
  if ('display_type' in vals && rows.some((row) => row.display_type !== (vals.display_type || false))) {
    throw userError(
      'You cannot change the type of a sale order line. Instead you should delete the current line and create a new line of the proper type.',
    );
  }
  const confirmed = rows.filter((row) => orderOf(env, row)?.state === 'sale');
  if ('product_id' in vals && rows.some((row) => row.product_id !== vals.product_id && !isUpdatable(env, row))) {
    throw userError('You cannot modify the product of this order line.');
  }
  if ('product_uom_qty' in vals) {
    const quantity = Number(vals.product_uom_qty);
    checkDecrease(
      env,
      confirmed.filter((row) => roundTo(Number(row.product_uom_qty) - quantity, 2) !== 0),
      quantity,
    );
  }
  if (rows.some((row) => orderOf(env, row)?.locked === true)) {
    const names = Object.keys(PROTECTED).filter((name) => name in vals && fieldOrNone(env, name));
    if (names.length > 0) {
      const labels = names.map((name) => fieldOf(env.model('sale.order.line'), name).string);
      throw userError(`It is forbidden to modify the following fields in a locked order:\n${labels.join('\n')}`);
    }
  }
}

function fieldOrNone(env: Env, name: string): boolean {
  return env.model('sale.order.line').fields.has(name);
}

/** A new product brings its own name, unit and taxes unless they are given. */
function reprice(env: Env, rows: readonly Row[], vals: Vals): void {
  if (!('product_id' in vals) || rows.length === 0) return;
  const [row] = rows;
  if (!row || rows.every(({ product_id }) => product_id === vals.product_id)) return;
  const fresh: Vals = {
    order_id: refOf(row.order_id),
    product_id: vals.product_id ?? false,
    product_uom_qty: Number(vals.product_uom_qty ?? row.product_uom_qty),
  };
  complete(env, fresh);
  for (const name of ['name', unitField(env), taxField(env), 'customer_lead']) {
    if (!(name in vals) && fresh[name] !== undefined) vals[name] = fresh[name] as Json;
  }
}

function perUnit(env: Env, row: Row, amount: number): number {
  const quantity = Number(row.product_uom_qty);
  const order = orderOf(env, row);
  return quantity === 0 ? 0 : roundToStep(amount / quantity, currencyStep(env, order ? currencyOf(env, order) : 0));
}

/** Whether another product may be put on the line. */
function isUpdatable(env: Env, row: Row): boolean {
  const order = orderOf(env, row);
  if (row.is_downpayment === true || order?.state === 'cancel') return false;
  const moves = env.rows('stock.move', [...(env.model('stock.move').table.lookup('sale_line_id', row.id) ?? [])]);
  if (moves.some(({ state }) => state !== 'cancel')) return false;
  return !(order?.state === 'sale' && (order.locked === true || Number(row.qty_delivered) > 0));
}

/** A price that somebody set stays; one that is still as it came is computed anew with product or quantity. */
function hasManualPrice(env: Env, row: Row, before: Row): boolean {
  const [price, technical] = [Number(before.price_unit), Number(before.technical_price_unit)];
  if (env.version === 18) return price !== technical;
  const order = orderOf(env, row);
  const step = currencyStep(env, order ? currencyOf(env, order) : 0);
  return roundToStep(price, step) !== roundToStep(technical, step);
}

function repriceRows(env: Env, rows: readonly Row[], vals: Vals, before: readonly Row[]): void {
  if ('price_unit' in vals) return;
  const model = env.model('sale.order.line');
  for (const [index, row] of rows.entries()) {
    const old = before[index] ?? row;
    const changed = ['product_id', 'product_uom_qty', unitField(env)].some((name) => row[name] !== old[name]);
    if (!changed || row.display_type !== false || hasManualPrice(env, row, old)) continue;
    const known: Vals = {
      order_id: refOf(row.order_id),
      product_id: refOf(row.product_id),
      product_uom_qty: Number(row.product_uom_qty),
    };
    const price = toStored(env, model, fieldOf(model, 'price_unit'), defaultPrice(env, known), false);
    setStored(env, model, row, 'price_unit', price);
    setStored(env, model, row, 'technical_price_unit', price);
  }
}

export const saleLineModel: ModelSpec = {
  name: 'sale.order.line',
  label: 'Sales Order Line',
  fields: saleOrderLineFields,
  order: 'order_id, sequence, id',
  searchNames: 'name',
  indexed: 'order_id product_id',
  onDelete: 'order_id:cascade product_id:restrict product_uom:restrict product_uom_id:restrict linked_line_id:cascade',
  noCopy: 'linked_line_id linked_line_ids qty_delivered move_ids',
  defaults: {
    sequence: 10,
    discount: 0,
    display_type: false,
    is_expense: false,
    qty_delivered: 0,
  },
  lateDefaults: 'discount is_expense',
  shownDefaults: { product_uom_qty: 1 },
  compute: {
    product_template_id: (env, row) => refOf(productOf(env, row)?.product_tmpl_id) || false,
    is_product_archived: (env, row) => productOf(env, row)?.active === false,
    price_subtotal: (env, row) => amountsOf(env, row).untaxed,
    price_tax: (env, row) => amountsOf(env, row).total - amountsOf(env, row).untaxed,
    price_total: (env, row) => amountsOf(env, row).total,
    price_reduce_taxexcl: (env, row) => perUnit(env, row, amountsOf(env, row).untaxed),
    price_reduce_taxinc: (env, row) => perUnit(env, row, amountsOf(env, row).total),
    qty_delivered_method: (env, row) =>
      templateOf(env, productOf(env, row))?.type === 'consu' ? 'stock_move' : 'manual',
    qty_invoiced: () => 0,
    qty_to_invoice: qtyToInvoice,
    invoice_status: lineInvoiceStatus,
    untaxed_amount_invoiced: () => 0,
    untaxed_amount_to_invoice: (env, row) => (qtyToInvoice(env, row) ? amountsOf(env, row).untaxed : 0),
    product_updatable: isUpdatable,
    warehouse_id: (env, row) => orderOf(env, row)?.warehouse_id ?? false,
    qty_to_deliver: (_env, row) => Number(row.product_uom_qty) - Number(row.qty_delivered),
    pricelist_item_id: (env, row) => {
      const order = orderOf(env, row);
      const product = productOf(env, row);
      if (!order || !product || row.display_type !== false) return false;
      return (
        ruleFor(env, refOf(order.pricelist_id), product, Number(row.product_uom_qty), textOf(order.date_order))?.id ??
        false
      );
    },
  },
  displayName: (env, row) => lineName(env, row),
  checks: [
    {
      fields: ['product_id', 'product_uom', 'product_uom_id', 'display_type', 'price_unit', 'product_uom_qty'],
      run: checkLines,
    },
  ],
  beforeCreate: (env, vals) => complete(env, vals),
  beforeDefaults: (env, vals) => {
    const { product_id: id } = vals;
    if (typeof id === 'number' && id !== 0 && !productOf(env, vals))
      throw missingError('product.product', [id], env.uid);
  },
  afterCreate: (env, rows, given) => {
    for (const [index, row] of rows.entries())
      if ('is_downpayment' in (given[index] ?? {})) row.downpayment_given = true;
    touchOrders(
      env,
      rows.filter((row) => row.display_type === false),
    );
    deliver(env, rows);
  },
  beforeWrite: (env, rows, vals) => {
    refuseWrite(env, rows, vals);
    reprice(env, rows, vals);
  },
  needsBefore: true,
  afterWrite: (env, rows, vals, before) => {
    repriceRows(env, rows, vals, before);
    const priced = ['price_unit', 'product_uom_qty', 'discount', taxField(env), 'product_id'];
    const changed = rows.filter((row, index) =>
      priced.some((name) => String(row[name]) !== String(before[index]?.[name])),
    );
    touchOrders(env, changed);
    if ('product_uom_qty' in vals)
      deliver(
        env,
        rows.filter((row) => row.is_expense !== true),
      );
  },
  afterUnlink: (env, rows) =>
    touchOrders(
      env,
      rows.filter((row) => row.display_type === false),
    ),
  beforeUnlink: (env, rows) => {
    if (rows.every((row) => orderOf(env, row)?.state !== 'sale' || row.display_type !== false)) return;
    throw userError(
      "Once a sales order is confirmed, you can't remove one of its lines (we need to track if something gets invoiced or delivered).\n                Set the quantity to 0 instead.",
    );
  },
};

function deliver(env: Env, lines: readonly Row[]): void {
  const byOrder = new Map<Row, Row[]>();
  for (const line of lines) {
    const order = orderOf(env, line);
    if (order?.state !== 'sale') continue;
    const list = byOrder.get(order);
    if (list) list.push(line);
    else byOrder.set(order, [line]);
  }
  for (const [order, own] of byOrder) launchDeliveries(env, order, own);
}

/** An order's write_date moves when its amounts are computed anew. */
function touchOrders(env: Env, lines: readonly Row[]): void {
  const model = env.model('sale.order');
  for (const order of new Set(lines.map((line) => orderOf(env, line)))) if (order) touch(env, model, order);
}

/** `S00001 - [SKU] Name (reference or name of the customer)`. */
function lineName(env: Env, row: Row): string {
  const order = orderOf(env, row);
  const partner = env.row('res.partner', refOf(order?.partner_id));
  const commercial = partner ? commercialPartner(env, partner) : undefined;
  const whose = commercial ? textOf(commercial.ref) || textOf(commercial.name) || 'False' : 'False';
  return `${textOf(order?.name)} - ${shownText(env, row, order)} (${whose})`;
}

function shownText(env: Env, row: Row, order: Row | undefined): string {
  const lines = textOf(row.name).split('\n');
  const product = productOf(env, row);
  const named = product ? displayName(env, env.model('product.product'), product) : '';
  if (env.version === 18)
    return (
      lines[0] ||
      (product
        ? textOf(fieldValue(env, env.model('product.product'), product, fieldOf(env.model('product.product'), 'name')))
        : 'False')
    );
  if (!product) return lines[0] ?? '';
  if (textOf(row.name) === description(env, product, order)) return named;
  return lines[1] || named;
}
