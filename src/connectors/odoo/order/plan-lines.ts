import { isZero, subtractDecimals } from '../../../core/money.ts';
import type { Order, OrderCharge, OrderLine, ShippingLine, Tax } from '../../../core/records/order.ts';
import { PasserelleError } from '../../../errors.ts';
import { decimal, many, type OdooValues, one, text } from '../odoo-value.ts';
import { linePrice, type PriceDigits } from './line-price.ts';
import type { OrderModel } from './order-model.ts';
import { matchTaxes, type OdooTax } from './taxes.ts';

/** The lists of an order whose items become lines in Odoo. Gift cards are a payment, and no line. */
export const LINE_LISTS = ['lines', 'shippingLines', 'fees', 'tips', 'duties'] as const;
export type LineList = (typeof LINE_LISTS)[number];

/** A line as it is to stand in Odoo. */
export interface PlannedLine {
  readonly list: LineList;
  readonly key: string;
  readonly productId: number;
  /** null: the product's own name. */
  readonly title: string | null;
  readonly quantity: string;
  readonly unitPrice: string;
  readonly discount: string;
  readonly taxIds: readonly number[];
}

export interface LineContext {
  readonly taxes: readonly OdooTax[];
  readonly digits: PriceDigits;
  readonly taxesIncluded: boolean;
  readonly fallbackProductId: number | null;
  readonly shippingProductId: number | null;
}

type Item = OrderLine | ShippingLine | OrderCharge;

/** All lines of an order. Throws odoo_order_line_without_product, odoo_order_tax_unmatched. Pure. */
export function planOrderLines(order: Order, context: LineContext): readonly PlannedLine[] {
  return LINE_LISTS.flatMap((list) => (order[list] ?? []).map((item) => planLine(list, item, context)));
}

export function planLine(list: LineList, item: Item, context: LineContext): PlannedLine {
  const field = `${list}[${item.id}]`;
  const input = inputOf(list, item);
  const { net, ...price } = linePrice(input, context.digits);
  return {
    list,
    key: item.id,
    productId: productOf(list, item, context, field),
    title: item.title?.trim() || null,
    quantity: input.quantity,
    ...price,
    taxIds: matchTaxes(
      item.taxes ?? [],
      context.taxes,
      context.taxesIncluded,
      untaxed(net, item.taxes ?? [], context),
      `${field}.taxes`,
    ),
  };
}

function inputOf(list: LineList, item: Item) {
  if (list === 'lines') {
    const line = item as OrderLine;
    return {
      quantity: line.quantity ?? '1',
      unitPrice: line.unitPrice ?? '0',
      discountPercent: line.discountPercent ?? null,
      discountAmount: line.discountAmount ?? null,
    };
  }
  const price = 'price' in item ? item.price : 'amount' in item ? item.amount : null;
  return { quantity: '1', unitPrice: price ?? '0', discountPercent: null, discountAmount: null };
}

function productOf(list: LineList, item: Item, context: LineContext, field: string): number {
  if (list === 'shippingLines' && context.shippingProductId !== null) return context.shippingProductId;
  const variant = list === 'lines' ? ((item as OrderLine).variant ?? null) : null;
  if (variant?.id != null) return Number(variant.id);
  if (context.fallbackProductId !== null) return context.fallbackProductId;
  const shipping = list === 'shippingLines';
  throw new PasserelleError(
    'odoo_order_line_without_product',
    `The line "${item.title ?? item.id}" has no product in Odoo.`,
    {
      field,
      value: variant?.sku ?? (list === 'lines' ? ((item as OrderLine).sku ?? null) : null),
      remedy: shipping
        ? 'Name a product for shipping lines in the settings: orders.shippingProduct.'
        : 'Bring the product to Odoo first, or name one for such lines in the settings: orders.fallbackProduct.',
    },
  );
}

function untaxed(net: string, taxes: readonly Tax[], { taxesIncluded }: LineContext): string {
  if (!taxesIncluded || taxes.some((tax) => tax.amount == null)) return net;
  return taxes.reduce(
    (rest, tax) => (tax.amount == null || isZero(tax.amount) ? rest : subtractDecimals(rest, tax.amount)),
    net,
  );
}

/** All columns of a line; always the same, so that any lines share a call. No taxes is said by an empty cell. */
export function lineValues(line: PlannedLine, name: string, model: OrderModel): OdooValues {
  return {
    product_id: one(line.productId),
    name: text(name),
    ...amountValues(line),
    [model.lineTaxes]: many(line.taxIds),
  };
}

/** Quantity and price go together: Odoo may work out the price anew when it gets a quantity alone. */
export function amountValues(line: Pick<PlannedLine, 'quantity' | 'unitPrice' | 'discount'>): OdooValues {
  return {
    product_uom_qty: decimal(line.quantity),
    price_unit: decimal(line.unitPrice),
    discount: decimal(line.discount),
  };
}
