import { currencyDigits } from '../../../core/currency.ts';
import { PasserelleError } from '../../../errors.ts';
import { findCustomers } from '../customer/find-customer.ts';
import { findExternalIds } from '../find-external-ids.ts';
import { readDecimal } from '../odoo-value.ts';
import { configuredPricelist, type Pricelist, pricelists } from '../product/pricelist.ts';
import type { Target } from '../target.ts';
import type { OdooTax } from './taxes.ts';

type Choice = string | number;

/** The sales taxes of the company that are a share of the price, in Odoo's order. */
export function salesTaxes(target: Target): Promise<readonly OdooTax[]> {
  return target.remember('sales taxes', async () => {
    const { companyId } = await target.facts();
    const rows = await target.searchRead(
      'account.tax',
      [
        ['type_tax_use', '=', 'sale'],
        ['amount_type', '=', 'percent'],
        ['company_id', 'parent_of', companyId],
      ],
      ['name', 'amount', 'price_include'],
      { context: { active_test: true } },
    );
    return rows.map((row) => ({
      id: row.id,
      name: String(row.name),
      rate: readDecimal(row.amount, null) ?? '0',
      priceInclude: row.price_include === true,
    }));
  });
}

export interface OrderCurrency {
  /** null: the company's own currency, without a pricelist. */
  readonly pricelistId: number | null;
  readonly digits: number;
}

/** Odoo takes an order's currency from its pricelist; a currency sent by itself is ignored. Throws odoo_order_currency. */
export async function orderCurrency(target: Target, code: string | null): Promise<OrderCurrency> {
  const [all, ids, { currencyId, currency }] = await Promise.all([
    pricelists(target),
    currencyIds(target),
    target.facts(),
  ]);
  const wanted = code ?? currency;
  const wantedId = code === null ? currencyId : ids.get(code);
  const { pricelist } = target.settings;
  const configured = pricelist === undefined ? null : configuredPricelist(all, pricelist);
  const fits = (list: Pricelist | null) => list !== null && list.currencyId === wantedId;
  const chosen = fits(configured) ? configured : (all.find(fits) ?? null);
  if (chosen === null && wantedId !== currencyId) {
    throw new PasserelleError(
      'odoo_order_currency',
      `Odoo has no pricelist in ${wanted}, which an order in that currency needs.`,
      {
        field: 'currency',
        value: wanted,
        remedy: `Make a pricelist in ${wanted} in Odoo (Sales, Products, Pricelists).`,
      },
    );
  }
  return { pricelistId: chosen?.id ?? null, digits: currencyDigits(wanted) };
}

function currencyIds(target: Target): Promise<ReadonlyMap<string, number>> {
  return target.remember('currencies', async () => {
    const rows = await target.searchRead('res.currency', [], ['name']);
    return new Map(rows.map((row) => [String(row.name), row.id]));
  });
}

/** The product for lines that have none; null unless configured. */
export function fallbackProduct(target: Target): Promise<number | null> {
  const wanted = target.settings.orders.fallbackProduct;
  return target.remember('fallback product', async () =>
    wanted === undefined ? null : await chosenProduct(target, wanted, 'orders.fallbackProduct'),
  );
}

/** The product for shipping lines: the configured one, else that of Odoo's delivery module; null where there is none. */
export function shippingProduct(target: Target): Promise<number | null> {
  const wanted = target.settings.orders.shippingProduct;
  return target.remember('shipping product', async () => {
    if (wanted !== undefined) return await chosenProduct(target, wanted, 'orders.shippingProduct');
    const own = 'delivery.product_product_delivery';
    return (await findExternalIds(target, 'product.product', [own], undefined)).get(own) ?? null;
  });
}

async function chosenProduct(target: Target, wanted: Choice, field: string): Promise<number> {
  const domain = typeof wanted === 'number' ? ['id', '=', wanted] : ['default_code', '=', wanted];
  const rows = await target.searchRead('product.product', [domain], ['active'], { order: 'active desc, id', limit: 3 });
  const active = rows.filter((row) => row.active === true);
  const [only] = active.length > 0 ? active : rows;
  if (only !== undefined && active.length <= 1) return only.id;
  const named =
    typeof wanted === 'string' ? await findExternalIds(target, 'product.product', [wanted], undefined) : null;
  const id = named?.get(String(wanted));
  if (id !== undefined) return id;
  throw notOne(
    rows.length > 1 ? 'several products' : 'no product',
    wanted,
    field,
    'the id, SKU or external id of one product',
  );
}

/** The customer of orders that name none; null unless configured. */
export function fallbackCustomer(target: Target): Promise<number | null> {
  const field = 'orders.fallbackCustomer';
  const wanted = target.settings.orders.fallbackCustomer;
  return target.remember('fallback customer', async () => {
    if (wanted === undefined) return null;
    const hits =
      typeof wanted === 'number'
        ? (await target.read('res.partner', [wanted], ['id'])).map((row) => row.id)
        : [
            ...(await findExternalIds(target, 'res.partner', [wanted], undefined)).values(),
            ...(await findCustomers(target, 'email', [wanted], undefined)).map((match) => Number(match.id)),
          ];
    const [only, second] = new Set(hits);
    if (only !== undefined && second === undefined) return only;
    throw notOne(
      hits.length > 1 ? 'several customers' : 'no customer',
      wanted,
      field,
      'the id, e-mail or external id of one customer',
    );
  });
}

/** The salesperson of every order; null for none. */
export function salesperson(target: Target): Promise<number | null> {
  const wanted = target.settings.orders.salesperson;
  return target.remember('salesperson', async () => {
    if (wanted === undefined) return null;
    const domain = [typeof wanted === 'number' ? 'id' : 'login', '=', wanted];
    const [user] = await target.searchRead('res.users', [domain], ['id'], { context: { active_test: true } });
    if (user !== undefined) return user.id;
    throw notOne('no user', wanted, 'orders.salesperson', 'the id or login of a user');
  });
}

/** The configured warehouse; null leaves the choice to Odoo. */
export function warehouse(target: Target): Promise<number | null> {
  const wanted = target.settings.warehouse;
  return target.remember('warehouse', async () => {
    if (wanted === undefined) return null;
    const { companyId } = await target.facts();
    const rows = await target.searchRead('stock.warehouse', [['company_id', '=', companyId]], ['code', 'name']);
    const found = rows.find((row) => row.id === wanted || row.code === wanted || row.name === wanted);
    if (found !== undefined) return found.id;
    throw notOne('no warehouse', wanted, 'warehouse', `one of ${rows.map((row) => row.code).join(', ')}`);
  });
}

function notOne(found: string, wanted: Choice, field: string, remedy: string): PasserelleError {
  return new PasserelleError('config_invalid', `Odoo has ${found} ${wanted}.`, {
    field,
    value: wanted,
    remedy: `Give ${remedy}.`,
  });
}
