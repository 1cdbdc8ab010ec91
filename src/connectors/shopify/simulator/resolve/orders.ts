import { numberOf } from '../state/global-id.ts';
import type { AddressRow, LineRow, OrderRow, TaxRow, VariantRow } from '../state/rows.ts';
import type { Shop } from '../state/shop.ts';
import { type Context, type SearchArgs, type UserError, userError } from './context.ts';
import { addressRow } from './customers.ts';
import { type ListingSource, listing } from './listing.ts';
import { type CustomId, type MetafieldInput, metafieldErrors, writeMetafields } from './metafields.ts';
import { orderTotals } from './order-totals.ts';
import { orderView } from './order-views.ts';
import { uniqueTags } from './product-fields.ts';
import { idByCustom } from './product-queries.ts';

const FILTERS = new Set([
  ...['id', 'updated_at', 'created_at', 'processed_at', 'name', 'email', 'customer_id', 'source_identifier'],
  ...['source_name', 'financial_status', 'tag', 'test', 'sku', 'status'],
]);

const DAY_MS = 86_400_000;
/** Without `read_all_orders` older orders do not exist for an app. */
const VISIBLE_DAYS = 60;

function orders({ shop, scopes }: Context): ListingSource<OrderRow> {
  const all = scopes.includes('read_all_orders');
  const from = shop.now() - VISIBLE_DAYS * DAY_MS;
  const rows = all ? shop.orders : new Map([...shop.orders].filter(([, row]) => row.processedMs >= from));
  return { name: 'orders', rows, index: shop.index.orders, filters: FILTERS, view: (row) => orderView(shop, row) };
}

interface MoneyBagInput {
  readonly shopMoney: { readonly amount: string; readonly currencyCode: string };
}

interface TaxInput {
  readonly title: string;
  readonly rate: string;
  readonly priceSet?: MoneyBagInput | null;
}

interface LineInput {
  readonly variantId?: string | null;
  readonly productId?: string | null;
  readonly title?: string | null;
  readonly quantity: number;
  readonly priceSet?: MoneyBagInput | null;
  readonly sku?: string | null;
  readonly taxable?: boolean | null;
  readonly requiresShipping?: boolean | null;
  readonly taxLines?: readonly TaxInput[] | null;
}

interface OrderInput {
  readonly name?: string | null;
  readonly lineItems?: readonly LineInput[] | null;
  readonly customer?: { readonly toAssociate?: { readonly id?: string | null } | null } | null;
  readonly email?: string | null;
  readonly phone?: string | null;
  readonly currency?: string | null;
  readonly financialStatus?: string | null;
  readonly transactions?:
    | readonly {
        readonly kind?: string | null;
        readonly status?: string | null;
        readonly amountSet: MoneyBagInput;
        readonly gateway?: string | null;
      }[]
    | null;
  readonly shippingLines?:
    | readonly {
        readonly title: string;
        readonly code?: string | null;
        readonly priceSet: MoneyBagInput;
        readonly taxLines?: readonly TaxInput[] | null;
      }[]
    | null;
  readonly taxesIncluded?: boolean | null;
  readonly sourceIdentifier?: string | null;
  readonly sourceName?: string | null;
  readonly tags?: readonly string[] | null;
  readonly note?: string | null;
  readonly poNumber?: string | null;
  readonly test?: boolean | null;
  readonly processedAt?: string | null;
  readonly metafields?: readonly MetafieldInput[] | null;
  readonly billingAddress?: Partial<AddressRow> | null;
  readonly shippingAddress?: Partial<AddressRow> | null;
  readonly fulfillmentStatus?: string | null;
}

export const orderQueries = {
  orders: (args: SearchArgs, context: Context) => listing(context, orders(context), args),
  order({ id }: { readonly id: string }, context: Context) {
    const row = orders(context).rows.get(numberOf('Order', id) ?? -1);
    return row === undefined ? null : orderView(context.shop, row);
  },
  orderByIdentifier(
    { identifier }: { readonly identifier: { readonly id?: string; readonly customId?: CustomId } },
    context: Context,
  ) {
    const { shop } = context;
    const id =
      identifier.id !== undefined ? numberOf('Order', identifier.id) : idByCustom(shop, 'ORDER', identifier.customId);
    const row = orders(context).rows.get(id ?? -1);
    return row === undefined ? null : orderView(shop, row);
  },
};

export const orderMutations = {
  orderCreate(
    args: { readonly order: OrderInput; readonly options?: { readonly inventoryBehaviour?: string } | null },
    { shop }: Context,
  ) {
    const { order: input } = args;
    const errors = createErrors(shop, input);
    if (errors.length > 0) return { order: null, userErrors: errors };
    const order = placeOrder(shop, input);
    if ((args.options?.inventoryBehaviour ?? 'BYPASS') !== 'BYPASS') takeFromStock(shop, order);
    return { order: orderView(shop, order), userErrors: [] };
  },

  orderUpdate(
    { input }: { readonly input: Omit<OrderInput, 'lineItems'> & { readonly id: string } },
    { shop }: Context,
  ) {
    const order = shop.orders.get(numberOf('Order', input.id) ?? -1);
    if (order === undefined) return { order: null, userErrors: [userError(['id'], 'Order does not exist')] };
    if (input.email !== undefined) order.email = input.email;
    if (input.phone !== undefined) order.phone = input.phone;
    if (input.note !== undefined) order.note = input.note;
    if (input.tags !== undefined) order.tags = uniqueTags(input.tags ?? []);
    if (input.poNumber !== undefined) order.poNumber = input.poNumber;
    shop.touchOrder(order);
    return { order: orderView(shop, order), userErrors: [] };
  },
};

function createErrors(shop: Shop, input: OrderInput): readonly UserError[] {
  const lines = input.lineItems ?? [];
  const errors: UserError[] = [];
  if (lines.length === 0)
    errors.push(userError(['order', 'lineItems'], 'Line items must have at least one line item', 'INVALID'));
  for (const [at, line] of lines.entries()) {
    const path = ['order', 'lineItems', at];
    const variant = variantOf(shop, line);
    if (line.quantity < 1) errors.push(userError([...path, 'quantity'], 'Quantity must be greater than 0', 'INVALID'));
    if (line.variantId != null && variant === undefined)
      errors.push(userError([...path, 'variantId'], 'Product variant does not exist', 'INVALID'));
    if (line.variantId == null && !line.title)
      errors.push(userError([...path, 'title'], 'Title is required for a line without a variant', 'INVALID'));
    if (line.priceSet == null && variant === undefined)
      errors.push(userError([...path, 'priceSet'], 'Price is required', 'INVALID'));
  }
  const customer = input.customer?.toAssociate?.id;
  if (customer != null && !shop.customers.has(numberOf('Customer', customer) ?? -1)) {
    errors.push(userError(['order', 'customer'], 'Customer does not exist', 'INVALID'));
  }
  for (const { field, message } of metafieldErrors(shop, 'ORDER', undefined, input.metafields ?? [], [
    'order',
    'metafields',
  ])) {
    errors.push(userError(field, message, 'INVALID'));
  }
  return errors;
}

const variantOf = (shop: Shop, line: LineInput): VariantRow | undefined =>
  shop.variants.get(numberOf('ProductVariant', line.variantId) ?? -1);

/** Stores an order as a customer or an app places it; also used by the demo shop. */
export function placeOrder(shop: Shop, input: OrderInput): OrderRow {
  const now = shop.stamp();
  const taxes = (list: readonly TaxInput[] | null | undefined): TaxRow[] =>
    (list ?? []).map((tax) => ({
      title: tax.title,
      rate: Number(tax.rate),
      amount: tax.priceSet?.shopMoney.amount ?? '0',
    }));
  const fulfilled = input.fulfillmentStatus === 'FULFILLED';
  const lines = (input.lineItems ?? []).map((line): LineRow => {
    const variant = variantOf(shop, line);
    return {
      id: shop.newId(),
      variantId: variant?.id ?? null,
      productId: variant?.product.id ?? numberOf('Product', line.productId),
      title: line.title ?? variant?.product.title ?? '',
      variantTitle: variant === undefined ? null : variant.optionValues.join(' / '),
      sku: line.sku ?? variant?.item.sku ?? null,
      quantity: line.quantity,
      currentQuantity: line.quantity,
      unfulfilled: fulfilled ? 0 : line.quantity,
      unitPrice: line.priceSet?.shopMoney.amount ?? variant?.price ?? '0',
      discount: '0',
      taxable: line.taxable ?? true,
      requiresShipping: line.requiresShipping ?? false,
      taxes: taxes(line.taxLines),
    };
  });
  const order: OrderRow = {
    id: shop.newId(),
    number: shop.newOrderNumber(),
    name: input.name ?? null,
    email: input.email ?? null,
    phone: input.phone ?? null,
    note: input.note ?? null,
    tags: uniqueTags(input.tags ?? []),
    createdMs: now,
    updatedMs: now,
    processedMs: input.processedAt == null ? now : Date.parse(input.processedAt),
    cancelledMs: null,
    cancelReason: null,
    closedMs: null,
    test: input.test === true,
    currency: input.currency ?? shop.settings.currency,
    taxesIncluded: input.taxesIncluded === true,
    financialStatus: input.financialStatus ?? 'PENDING',
    sourceName: input.sourceName ?? 'passerelle',
    sourceIdentifier: input.sourceIdentifier ?? null,
    poNumber: input.poNumber ?? null,
    customerId: numberOf('Customer', input.customer?.toAssociate?.id),
    billing: input.billingAddress == null ? null : addressRow(shop.newId(), input.billingAddress),
    shipping: input.shippingAddress == null ? null : addressRow(shop.newId(), input.shippingAddress),
    discountCodes: [],
    tip: null,
    lines,
    shippingLines: (input.shippingLines ?? []).map((line) => ({
      id: shop.newId(),
      title: line.title,
      code: line.code ?? null,
      price: line.priceSet.shopMoney.amount,
      taxes: taxes(line.taxLines),
    })),
    transactions: (input.transactions ?? []).map((row) => ({
      id: shop.newId(),
      kind: row.kind ?? 'SALE',
      status: row.status ?? 'SUCCESS',
      gateway: row.gateway ?? 'manual',
      amount: row.amountSet.shopMoney.amount,
      processedMs: now,
      parentId: null,
    })),
    refunds: [],
    fulfillments: [],
    metafields: new Map(),
  };
  if (input.financialStatus == null && order.transactions.length > 0) {
    const { paid, total } = orderTotals(order);
    order.financialStatus = Number(paid) >= Number(total) ? 'PAID' : 'PARTIALLY_PAID';
  }
  writeMetafields(shop, 'ORDER', order, input.metafields ?? []);
  shop.touchOrder(order);
  return order;
}

/** What is sold is committed until it leaves. */
export function takeFromStock(shop: Shop, order: OrderRow): void {
  const [location] = shop.locations.keys();
  if (location === undefined) return;
  for (const line of order.lines) {
    const variant = shop.variants.get(line.variantId ?? -1);
    if (variant === undefined || !variant.item.tracked) continue;
    const level = shop.stock(variant.item.id, location);
    level.quantities.set('available', (level.quantities.get('available') ?? 0) - line.quantity);
    level.quantities.set('committed', (level.quantities.get('committed') ?? 0) + line.quantity);
    level.updatedMs = shop.stamp();
    shop.touchProduct(variant.product);
  }
}
