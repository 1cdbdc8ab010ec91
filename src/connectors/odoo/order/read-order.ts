import type { RecordItem } from '../../../core/connector.ts';
import { currencyDigits } from '../../../core/currency.ts';
import { htmlToText } from '../../../core/html.ts';
import { divideDecimals, isZero, multiplyDecimals, roundDecimal } from '../../../core/money.ts';
import type { Value } from '../../../core/value.ts';
import { asIds, type OdooRow, relationId, textOrNull } from '../calls.ts';
import { location } from '../customer/read-customer.ts';
import type { Countries } from '../lookups/countries.ts';
import { readNatives } from '../native-fields.ts';
import { readDatetime, readDecimal } from '../odoo-value.ts';
import type { OrderModel } from './order-model.ts';
import { LINE_LISTS, type LineList } from './plan-lines.ts';
import type { OdooTax } from './taxes.ts';

/** What reading a page of orders brought together. */
export interface OrderPage {
  /** Names of Odoo's own fields that are wanted, too. */
  readonly natives: readonly string[];
  readonly lines: ReadonlyMap<number, readonly OdooRow[]>;
  /** Lists of lines that are no plain ones, by line id. */
  readonly lists: ReadonlyMap<number, LineList>;
  readonly contacts: ReadonlyMap<number, OdooRow>;
  readonly places: Countries | null;
  readonly currencies: ReadonlyMap<number, string>;
  readonly taxes: ReadonlyMap<number, OdooTax>;
  readonly fallbackProductId: number | null;
}

export type OrderWants = (field: string) => boolean;

/** An order of Odoo as a record. Pure. */
export function orderRecord(
  row: OdooRow,
  page: OrderPage,
  model: OrderModel,
  confirm: 'never' | 'confirmed',
  wants: OrderWants,
): RecordItem {
  const values: Record<string, Value> = { ...readNatives(row, page.natives, model.order) };
  const currency = page.currencies.get(relationId(row.currency_id) ?? 0) ?? null;
  const digits = currency === null ? 2 : currencyDigits(currency);
  if (wants('number')) values.number = textOrNull(row.client_order_ref);
  if (wants('placedAt')) values.placedAt = readDatetime(row.date_order);
  if (wants('currency')) values.currency = currency;
  if (wants('customer')) values.customer = { type: 'customer', id: String(relationId(row.partner_id)) };
  if (wants('billingAddress')) values.billingAddress = addressOf(relationId(row.partner_invoice_id), page);
  if (wants('shippingAddress')) values.shippingAddress = addressOf(relationId(row.partner_shipping_id), page);
  for (const list of LINE_LISTS) {
    if (!wants(list)) continue;
    const lines = (page.lines.get(row.id) ?? []).filter((line) => (page.lists.get(line.id) ?? 'lines') === list);
    values[list] = lines.map((line) => lineValue(list, line, page, model, digits));
  }
  if (wants('totals')) {
    values.totals = {
      untaxed: readDecimal(row.amount_untaxed, digits),
      tax: readDecimal(row.amount_tax, digits),
      total: readDecimal(row.amount_total, digits),
    };
  }
  if (wants('status')) values.status = statusOf(row.state, confirm);
  if (wants('note')) values.note = typeof row.note === 'string' ? htmlToText(row.note) || null : null;
  return {
    ok: true,
    record: { type: 'order', id: String(row.id), version: String(row.write_date), values, native: null },
  };
}

/** Where orders are never confirmed, a quotation is all that a confirmed order becomes. */
export function statusOf(state: unknown, confirm: 'never' | 'confirmed'): string {
  if (state === 'cancel') return 'cancelled';
  return confirm === 'confirmed' && (state === 'draft' || state === 'sent') ? 'draft' : 'confirmed';
}

function addressOf(id: number | null, page: OrderPage): Value {
  const row = id === null ? undefined : page.contacts.get(id);
  if (row === undefined || page.places === null) return null;
  const all = {
    name: textOrNull(row.name),
    company: textOrNull(row.company_name),
    ...location(row, page.places),
    phone: textOrNull(row.phone),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null));
}

function lineValue(list: LineList, row: OdooRow, page: OrderPage, model: OrderModel, digits: number): Value {
  const unitPrice = readDecimal(row.price_unit, model.line.get('price_unit')?.digits ?? null) ?? '0';
  const taxes = asIds(row[model.lineTaxes]).map((id): Value => {
    const tax = page.taxes.get(id);
    return { title: tax?.name ?? String(id), rate: tax?.rate ?? null };
  });
  const common = { id: String(row.id), title: textOrNull(row.name), taxes };
  if (list !== 'lines') return { ...common, [list === 'shippingLines' ? 'price' : 'amount']: unitPrice };
  const quantity = readDecimal(row.product_uom_qty, model.line.get('product_uom_qty')?.digits ?? null) ?? '0';
  const discount = readDecimal(row.discount, 6) ?? '0';
  const productId = relationId(row.product_id);
  const fallback = productId === null || productId === page.fallbackProductId;
  return {
    ...common,
    variant: fallback ? null : { type: 'product.variants', id: String(productId) },
    quantity,
    unitPrice,
    discountPercent: discount,
    discountAmount: isZero(discount)
      ? '0'
      : roundDecimal(
          divideDecimals(multiplyDecimals(multiplyDecimals(quantity, unitPrice), discount), '100', 8),
          digits,
        ),
  };
}
