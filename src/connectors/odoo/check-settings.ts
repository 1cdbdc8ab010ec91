import type { CheckItem } from '../../core/connector.ts';
import { asPasserelleError } from '../../errors.ts';
import { fallbackCustomer, fallbackProduct, salesperson, shippingProduct, warehouse } from './order/order-lookups.ts';
import { pricesOfVariants } from './product/pricelist.ts';
import type { Target } from './target.ts';

/** Whether Odoo has what the settings name, and what writing needs beside rights. */
export async function checkSettings(target: Target): Promise<readonly CheckItem[]> {
  const { settings } = target;
  const { orders } = settings;
  const named: readonly (readonly [name: string, given: unknown, look: () => Promise<unknown>])[] = [
    ['language', settings.language, () => target.facts()],
    ['company', settings.company, () => target.facts()],
    ['warehouse', settings.warehouse, () => warehouse(target)],
    ['pricelist', settings.pricelist, () => pricesOfVariants(target)],
    ['orders.fallbackProduct', orders.fallbackProduct, () => fallbackProduct(target)],
    ['orders.shippingProduct', orders.shippingProduct, () => shippingProduct(target)],
    ['orders.fallbackCustomer', orders.fallbackCustomer, () => fallbackCustomer(target)],
    ['orders.salesperson', orders.salesperson, () => salesperson(target)],
  ];
  const items = (await Promise.all(named.map(([name, given, look]) => checkNamed(name, given, look)))).flat();
  const pinned = items.every(({ name, status }) => status === 'ok' || (name !== 'language' && name !== 'company'));
  return pinned ? [...items, ...(await checkSender(target))] : items;
}

async function checkNamed(name: string, given: unknown, look: () => Promise<unknown>): Promise<readonly CheckItem[]> {
  if (given === undefined) return [];
  try {
    await look();
    return [{ name, status: 'ok', message: `${String(given)} is there.` }];
  } catch (thrown) {
    const { message, remedy } = asPasserelleError(thrown);
    return [{ name, status: 'failed', message, ...(remedy !== undefined && { remedy }) }];
  }
}

/** Odoo writes a note when the quantity of a confirmed order changes, and refuses it from a user without an address. */
async function checkSender(target: Target): Promise<readonly CheckItem[]> {
  if (target.settings.orders.confirm === 'never') return [];
  const { userId } = await target.facts();
  const [user] = await target.read('res.users', [userId], ['email']);
  if (user?.email) return [];
  return [
    {
      name: 'sender',
      status: 'warning',
      message: 'The user has no e-mail address, so Odoo refuses changed quantities of confirmed orders.',
      remedy: 'Give the user an e-mail address in Odoo; nothing is sent to it.',
    },
  ];
}
