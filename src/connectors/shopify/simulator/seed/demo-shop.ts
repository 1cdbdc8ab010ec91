import { createRandom } from '../random.ts';
import type { Context } from '../resolve/context.ts';
import { customerMutations } from '../resolve/customers.ts';
import { placeOrder } from '../resolve/orders.ts';
import { productSet } from '../resolve/product-set.ts';
import { gid } from '../state/global-id.ts';
import { IdempotencyStore } from '../state/idempotency-store.ts';
import type { Shop } from '../state/shop.ts';

const PRODUCTS = [
  { title: 'Linen Shirt', type: 'Shirts', sku: 'LIN', price: '49.00', cost: '18.00', sizes: ['S', 'M', 'L'] },
  { title: 'Wool Sweater', type: 'Knitwear', sku: 'WOO', price: '89.00', cost: '37.50', sizes: ['S', 'M', 'L'] },
  { title: 'Ceramic Mug', type: 'Mugs', sku: 'MUG-01', price: '14.50', cost: '4.20', sizes: [] },
  { title: 'Oak Tray', type: 'Kitchen', sku: 'TRAY-01', price: '32.00', cost: '12.00', sizes: [] },
  { title: 'Cotton Tote', type: 'Bags', sku: 'TOTE-01', price: '19.90', cost: '6.00', sizes: [] },
  {
    title: 'Leather Belt',
    type: 'Accessories',
    sku: 'BELT',
    price: '39.00',
    cost: '15.00',
    sizes: ['85', '95', '105'],
  },
] as const;

const PEOPLE = [
  {
    firstName: 'Ana',
    lastName: 'Ruiz',
    email: 'ana.ruiz@example.com',
    locale: 'es',
    city: 'Madrid',
    zip: '28013',
    country: 'ES',
    street: 'Calle Mayor 1',
  },
  {
    firstName: 'Jean',
    lastName: 'Dupont',
    email: 'jean.dupont@example.com',
    locale: 'fr',
    city: 'Lyon',
    zip: '69002',
    country: 'FR',
    street: '5 rue de la République',
  },
  {
    firstName: 'Mia',
    lastName: 'Weber',
    email: 'mia.weber@example.com',
    locale: 'de',
    city: 'Berlin',
    zip: '10115',
    country: 'DE',
    street: 'Invalidenstraße 44',
  },
] as const;

/** Locations always; products, customers and orders in the demo profile. */
export function fillDemoShop(shop: Shop, profile: 'demo' | 'empty', seed: number): void {
  for (const [name, city] of [
    ['Main street', 'Madrid'],
    ['Warehouse', 'Zaragoza'],
  ] as const) {
    const id = shop.newId();
    shop.locations.set(id, { id, name, city, countryCode: 'ES', active: true });
  }
  if (profile === 'empty') return;
  const random = createRandom(seed + 7);
  const context: Context = { shop, scopes: [], versions: [], idempotency: new IdempotencyStore(), searchWarnings: [] };
  for (const product of PRODUCTS) addProduct(context, product, random);
  for (const person of PEOPLE) addCustomer(context, person);
  addOrders(shop, random);
}

function addProduct(context: Context, product: (typeof PRODUCTS)[number], random: () => number): void {
  const { title, type, sku, price, cost, sizes } = product;
  const option = sizes.length === 0 ? 'Title' : 'Size';
  const values = sizes.length === 0 ? ['Default Title'] : [...sizes];
  productSet(
    {
      synchronous: true,
      input: {
        title,
        productType: type,
        vendor: 'Atelier Nord',
        descriptionHtml: `<p>${title}, made to last.</p>`,
        tags: [type.toLowerCase()],
        productOptions: [{ name: option, values: values.map((name) => ({ name })) }],
        variants: values.map((name) => ({
          optionValues: [{ optionName: option, name }],
          sku: sizes.length === 0 ? sku : `${sku}-${name}`,
          price,
          inventoryItem: { tracked: true, cost, measurement: { weight: { value: 0.3, unit: 'KILOGRAMS' } } },
        })),
      },
    },
    context,
  );
  const { shop } = context;
  const [location] = shop.locations.keys();
  const added = [...shop.products.values()].at(-1);
  for (const variant of added?.variants ?? []) {
    if (location !== undefined)
      shop.stock(variant.item.id, location).quantities.set('available', Math.floor(random() * 30));
  }
}

function addCustomer(context: Context, person: (typeof PEOPLE)[number]): void {
  const { firstName, lastName, email, locale, city, zip, country, street } = person;
  customerMutations.customerCreate({ input: { firstName, lastName, email, locale } }, context);
  const added = [...context.shop.customers.values()].at(-1);
  const address = { firstName, lastName, address1: street, city, zip, countryCode: country };
  customerMutations.customerAddressCreate({ customerId: gid('Customer', added?.id ?? 0), address }, context);
}

function addOrders(shop: Shop, random: () => number): void {
  const variants = [...shop.variants.values()];
  for (const customer of shop.customers.values()) {
    const variant = variants[Math.floor(random() * variants.length)];
    if (variant === undefined) continue;
    const amount = (value: string) => ({ shopMoney: { amount: value, currencyCode: shop.settings.currency } });
    const [address] = customer.addresses;
    placeOrder(shop, {
      email: customer.email,
      customer: { toAssociate: { id: gid('Customer', customer.id) } },
      taxesIncluded: true,
      sourceName: 'web',
      lineItems: [{ variantId: gid('ProductVariant', variant.id), quantity: 1, requiresShipping: true }],
      shippingLines: [{ title: 'Standard', code: 'standard', priceSet: amount('4.90') }],
      transactions: [{ amountSet: amount((Number(variant.price) + 4.9).toFixed(2)), gateway: 'shopify_payments' }],
      ...(address !== undefined && { shippingAddress: address, billingAddress: address }),
    });
  }
}
