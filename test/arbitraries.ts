/** Random but valid records and their pieces for property tests; fast-check prints the seed of a failure. */
import fc, { type Arbitrary } from 'fast-check';
import type { CustomerAddress, CustomerValues } from '../src/core/records/customer.ts';
import type { OrderLine, OrderValues } from '../src/core/records/order.ts';
import type { ProductValues, Variant } from '../src/core/records/product.ts';
import type { Value } from '../src/core/value.ts';

/** Decimal text, also with needless zeros: "-012.500". */
export function decimalArbitrary({ negative = true, maxDigits = 9, maxDecimals = 6 } = {}): Arbitrary<string> {
  return fc
    .tuple(
      fc.boolean(),
      fc.stringMatching(new RegExp(`^[0-9]{1,${maxDigits}}$`)),
      fc.stringMatching(new RegExp(`^[0-9]{0,${maxDecimals}}$`)),
    )
    .map(
      ([minus, whole, fraction]) => `${negative && minus ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`,
    );
}

/** An amount with a fixed number of decimals: "12.50". */
export function moneyArbitrary(digits = 2): Arbitrary<string> {
  return fc.integer({ min: 0, max: 10_000_000 }).map((minor) => {
    if (digits === 0) return String(minor);
    const text = String(minor).padStart(digits + 1, '0');
    return `${text.slice(0, -digits)}.${text.slice(-digits)}`;
  });
}

/** Text as shops hold it: any letters, accents, emoji, quotes, separators, line ends. */
export const textArbitrary: Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.constantFrom(
    'Crème brûlée',
    'a "quoted", text; here',
    'l’été',
    'two\r\nlines',
    ' padded ',
    '0',
    'false',
    '=1+1',
    '日本',
  ),
);
const nameArbitrary = textArbitrary.filter((text) => text.trim() !== '');
const idArbitrary = fc.stringMatching(/^[A-Za-z0-9_-]{1,12}$/);

/** ISO 8601 UTC, with or without milliseconds. */
export const datetimeArbitrary: Arbitrary<string> = fc
  .tuple(fc.integer({ min: 0, max: 4_102_444_799 }), fc.constantFrom('', '.000', '.500'))
  .map(([seconds, milliseconds]) => `${new Date(seconds * 1000).toISOString().slice(0, 19)}${milliseconds}Z`);

export const emailArbitrary: Arbitrary<string> = fc
  .tuple(fc.stringMatching(/^[A-Za-z0-9._+-]{1,12}$/), fc.stringMatching(/^[A-Za-z0-9]{1,10}$/))
  .map(([user, host]) => `${user}@${host}.example`);

export const htmlArbitrary: Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom('<p>', '</p>', '<br>', '<br/>', '<b>', '</b>', '<div class="x">', '</div>', '<li>', ' ', '\n'),
      fc.constantFrom(
        '&amp;',
        '&eacute;',
        '&#233;',
        '&nbsp;',
        '&',
        '<',
        '<!-- c -->',
        '<img src="a.jpg">',
        "<a href='b'>",
      ),
      fc.string({ maxLength: 8 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

/** JSON as records carry it: no floats. */
export const valueArbitrary: Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.string({ maxLength: 10 }),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string({ maxLength: 6 }), tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value;

const orNull = <T>(arbitrary: Arbitrary<T>) => fc.option(arbitrary, { freq: 6 });
const flag = orNull(fc.boolean());
const textOrNull = orNull(textArbitrary);
const money = orNull(moneyArbitrary());
const tagsArbitrary = orNull(fc.uniqueArray(nameArbitrary, { maxLength: 4 }));
const listOf = <T extends { id: string }>(item: Arbitrary<T>, minLength = 0) =>
  fc.uniqueArray(item, { selector: ({ id }) => id, minLength, maxLength: 4 });

export const variantArbitrary: Arbitrary<Variant> = fc.record(
  {
    id: idArbitrary,
    externalId: orNull(idArbitrary),
    sku: orNull(idArbitrary),
    barcode: orNull(fc.stringMatching(/^[0-9]{8,13}$/)),
    optionValues: orNull(fc.dictionary(idArbitrary, nameArbitrary, { maxKeys: 3, noNullPrototype: true })),
    price: money,
    compareAtPrice: money,
    cost: money,
    weight: orNull(decimalArbitrary({ negative: false, maxDigits: 3, maxDecimals: 3 })),
    taxable: flag,
    tracked: flag,
  },
  { requiredKeys: ['id'], noNullPrototype: true },
);

const productModel = {
  externalId: orNull(idArbitrary),
  title: nameArbitrary,
  descriptionHtml: orNull(htmlArbitrary),
  status: orNull(fc.constantFrom('active', 'draft', 'archived')),
  kind: orNull(fc.constantFrom('goods', 'service')),
  vendor: textOrNull,
  categoryPath: orNull(fc.array(nameArbitrary, { maxLength: 3 })),
  tags: tagsArbitrary,
  options: orNull(
    fc.array(
      fc.record({ name: nameArbitrary, values: fc.array(nameArbitrary, { maxLength: 3 }) }, { noNullPrototype: true }),
      {
        maxLength: 3,
      },
    ),
  ),
  images: orNull(
    listOf(
      fc.record(
        { id: idArbitrary, url: orNull(fc.webUrl()), alt: textOrNull },
        { requiredKeys: ['id'], noNullPrototype: true },
      ),
    ),
  ),
  variants: listOf(variantArbitrary, 1),
} as const;

/** A whole product: title and at least one variant. */
export const productArbitrary = fc.record(productModel, { requiredKeys: ['title', 'variants'], noNullPrototype: true });
/** What a system knows of a product; any field may be absent. */
export const productValuesArbitrary: Arbitrary<ProductValues> = fc.record(productModel, {
  requiredKeys: [],
  noNullPrototype: true,
});

const addressModel = {
  name: textOrNull,
  company: textOrNull,
  street: textOrNull,
  street2: textOrNull,
  city: textOrNull,
  zip: orNull(idArbitrary),
  provinceCode: orNull(fc.constantFrom('CA', 'ON', 'MI')),
  countryCode: orNull(fc.constantFrom('FR', 'DE', 'US', 'CA')),
  phone: orNull(fc.stringMatching(/^\+[0-9]{8,12}$/)),
  email: orNull(emailArbitrary),
} as const;

export const addressArbitrary = fc.record(addressModel, { requiredKeys: [], noNullPrototype: true });
export const customerAddressArbitrary: Arbitrary<CustomerAddress> = fc.record(
  {
    id: idArbitrary,
    kind: orNull(fc.constantFrom('billing', 'shipping', 'default', 'other')),
    ...addressModel,
  },
  { requiredKeys: ['id'], noNullPrototype: true },
);

const customerModel = {
  externalId: orNull(idArbitrary),
  name: textOrNull,
  firstName: textOrNull,
  lastName: textOrNull,
  email: orNull(emailArbitrary),
  phone: orNull(fc.stringMatching(/^\+[0-9]{8,12}$/)),
  company: textOrNull,
  isCompany: flag,
  vat: orNull(idArbitrary),
  language: orNull(fc.constantFrom('en', 'fr', 'fr-FR', 'de')),
  note: textOrNull,
  tags: tagsArbitrary,
  addresses: orNull(listOf(customerAddressArbitrary)),
} as const;

export const customerValuesArbitrary: Arbitrary<CustomerValues> = fc.record(customerModel, {
  requiredKeys: [],
  noNullPrototype: true,
});
/** A whole customer, which has an e-mail. */
export const customerArbitrary = fc.record(
  { ...customerModel, email: emailArbitrary },
  { requiredKeys: ['email'], noNullPrototype: true },
);

const taxesArbitrary = orNull(
  fc.array(
    fc.record(
      {
        title: textOrNull,
        rate: orNull(decimalArbitrary({ negative: false, maxDigits: 2, maxDecimals: 2 })),
        amount: money,
      },
      { requiredKeys: [], noNullPrototype: true },
    ),
    { maxLength: 2 },
  ),
);

const referenceArbitrary = <T extends string>(type: T) =>
  fc.record(
    { type: fc.constant(type), id: orNull(idArbitrary), sku: orNull(idArbitrary), email: orNull(emailArbitrary) },
    { requiredKeys: ['type', 'id'], noNullPrototype: true },
  );

export const orderLineArbitrary: Arbitrary<OrderLine> = fc.record(
  {
    id: idArbitrary,
    variant: orNull(referenceArbitrary('product.variants')),
    sku: orNull(idArbitrary),
    title: textOrNull,
    quantity: orNull(decimalArbitrary({ maxDigits: 4, maxDecimals: 3 })),
    unitPrice: money,
    discountPercent: orNull(decimalArbitrary({ negative: false, maxDigits: 2, maxDecimals: 2 })),
    discountAmount: money,
    taxes: taxesArbitrary,
  },
  { requiredKeys: ['id'], noNullPrototype: true },
);

const chargesArbitrary = orNull(
  listOf(
    fc.record(
      { id: idArbitrary, title: textOrNull, amount: money, taxes: taxesArbitrary },
      { requiredKeys: ['id'], noNullPrototype: true },
    ),
  ),
);
const entriesArbitrary = orNull(
  fc.array(fc.record({ id: idArbitrary, status: textOrNull, amount: money }, { noNullPrototype: true }), {
    maxLength: 3,
  }),
);

const orderModel = {
  externalId: orNull(idArbitrary),
  number: nameArbitrary,
  placedAt: orNull(datetimeArbitrary),
  currency: orNull(fc.constantFrom('EUR', 'USD', 'JPY', 'KWD')),
  customer: orNull(referenceArbitrary('customer')),
  email: orNull(emailArbitrary),
  billingAddress: orNull(addressArbitrary),
  shippingAddress: orNull(addressArbitrary),
  lines: listOf(orderLineArbitrary),
  shippingLines: orNull(
    listOf(
      fc.record(
        { id: idArbitrary, title: textOrNull, price: money, taxes: taxesArbitrary },
        { requiredKeys: ['id'], noNullPrototype: true },
      ),
    ),
  ),
  fees: chargesArbitrary,
  tips: chargesArbitrary,
  duties: chargesArbitrary,
  giftCards: chargesArbitrary,
  discounts: orNull(
    fc.array(fc.record({ code: textOrNull, title: textOrNull, amount: money }, { noNullPrototype: true }), {
      maxLength: 2,
    }),
  ),
  taxesIncluded: flag,
  totals: orNull(fc.record({ untaxed: money, tax: money, total: money }, { noNullPrototype: true })),
  payment: orNull(
    fc.record({ status: textOrNull, gateway: textOrNull, transactions: entriesArbitrary }, { noNullPrototype: true }),
  ),
  fulfilment: orNull(fc.record({ status: textOrNull, shipments: entriesArbitrary }, { noNullPrototype: true })),
  refunds: entriesArbitrary,
  status: orNull(fc.constantFrom('draft', 'confirmed', 'cancelled')),
  cancelledAt: orNull(datetimeArbitrary),
  cancelReason: textOrNull,
  note: textOrNull,
  tags: tagsArbitrary,
  test: flag,
} as const;

/** A whole order: number and lines. */
export const orderArbitrary = fc.record(orderModel, { requiredKeys: ['number', 'lines'], noNullPrototype: true });
export const orderValuesArbitrary: Arbitrary<OrderValues> = fc.record(orderModel, {
  requiredKeys: [],
  noNullPrototype: true,
});
