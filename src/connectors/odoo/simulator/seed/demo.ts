import { newQuant } from '../models/reservations.ts';
import type { Env } from '../orm/env.ts';
import { put, putAll } from './seeding.ts';

type Find = (xmlid: string, model: string) => number;

/** A small shop: furniture in a few sizes, some customers, euros beside dollars. */
export function seedDemo(
  env: Env,
  currencies: ReadonlyMap<string, number>,
  countries: ReadonlyMap<string, number>,
  find: Find,
): void {
  const euro = currencies.get('EUR') ?? 1;
  put(env, 'res.currency.rate', { name: env.today, rate: 0.92, currency_id: euro, company_id: 1 });
  put(env, 'product.pricelist', { name: 'Euro', currency_id: euro, company_id: 1 });
  seedContacts(env, countries, find);
  seedShop(env);
}

function seedContacts(env: Env, countries: ReadonlyMap<string, number>, find: Find): void {
  const [retail] = putAll(env, 'res.partner.category', [
    { name: 'Retail', color: 2 },
    { name: 'Wholesale', color: 4 },
  ]);
  const azure = put(env, 'res.partner', {
    name: 'Azure Interior',
    is_company: true,
    email: 'azure@example.com',
    phone: '+1 870-931-0505',
    street: '4557 De Silva St',
    city: 'Fremont',
    zip: '94538',
    state_id: find('base.state_us_5', 'res.country.state') || false,
    country_id: countries.get('US') ?? false,
    category_id: retail ? [[6, 0, [retail.id]]] : [],
  });
  putAll(env, 'res.partner', [
    { name: 'Brandon Freeman', parent_id: azure.id, email: 'brandon@example.com', function: 'Creative Director' },
    {
      name: 'Colleen Diaz',
      parent_id: azure.id,
      type: 'delivery',
      street: '12 Harbour Road',
      city: 'Oakland',
      zip: '94607',
      country_id: countries.get('US') ?? false,
    },
    {
      name: 'Maison Lumière',
      is_company: true,
      email: 'bonjour@example.fr',
      city: 'Lyon',
      zip: '69002',
      country_id: countries.get('FR') ?? false,
      lang: 'fr_FR',
    },
    {
      name: 'Jane Smith',
      email: 'jane@example.org',
      city: 'Bristol',
      zip: 'BS1 4DJ',
      country_id: countries.get('GB') ?? false,
    },
  ]);
}

function seedShop(env: Env): void {
  const furniture = put(env, 'product.category', { name: 'Furniture', parent_id: env.version === 18 ? 1 : false });
  const [legs, colour] = putAll(env, 'product.attribute', [
    {
      name: 'Legs',
      create_variant: 'always',
      value_ids: [
        [0, 0, { name: 'Steel', sequence: 1 }],
        [0, 0, { name: 'Aluminium', sequence: 2 }],
      ],
    },
    {
      name: 'Colour',
      create_variant: 'always',
      value_ids: [
        [0, 0, { name: 'White', sequence: 1 }],
        [0, 0, { name: 'Black', sequence: 2 }],
      ],
    },
  ]);
  const goods = { categ_id: furniture.id, is_storable: true };
  const products = putAll(env, 'product.template', [
    {
      ...goods,
      name: 'Office Chair',
      list_price: 70,
      standard_price: 55,
      default_code: 'FURN_7777',
      barcode: '601647855631',
      weight: 12,
    },
    {
      ...goods,
      name: 'Desk Lamp',
      list_price: 35,
      standard_price: 17.5,
      default_code: 'FURN_8888',
      barcode: '601647855648',
      weight: 1.5,
    },
    {
      ...goods,
      name: 'Cabinet with Doors',
      list_price: 140,
      standard_price: 120.5,
      default_code: 'E-COM11',
      barcode: '601647855655',
    },
    { name: 'Delivery', type: 'service', list_price: 10, default_code: 'SHIP' },
  ]);
  const values = (id: number): number[] => [
    ...(env.model('product.attribute.value').table.lookup('attribute_id', id) ?? []),
  ];
  if (legs && colour) {
    putAll(env, 'product.template', [
      {
        ...goods,
        name: 'Customizable Desk',
        list_price: 750,
        attribute_line_ids: [
          [0, 0, { attribute_id: legs.id, value_ids: [[6, 0, values(legs.id)]] }],
          [0, 0, { attribute_id: colour.id, value_ids: [[6, 0, values(colour.id)]] }],
        ],
      },
    ]);
  }
  const stock = env.row('stock.warehouse', 1)?.lot_stock_id;
  for (const template of products.slice(0, 3)) {
    const [variant] = env.model('product.product').table.lookup('product_tmpl_id', template.id) ?? [];
    if (variant === undefined || typeof stock !== 'number') continue;
    const quant = newQuant(env, variant, stock);
    env.model('stock.quant').table.set(quant, 'quantity', 25);
  }
}
