/** Every profile. A new one is a file here and a line in the list. */
import { suggest } from '../../../core/nearest.ts';
import { PasserelleError } from '../../../errors.ts';
import { odooCustomers } from './odoo-customers.ts';
import { odooOrders } from './odoo-orders.ts';
import { odooProducts } from './odoo-products.ts';
import type { Profile } from './profile.ts';
import { shopifyProducts } from './shopify-products.ts';
import { wooCommerceProducts } from './woocommerce-products.ts';

/** In the order in which they are tried: the more particular header first. */
export const PROFILES: readonly Profile[] = [
  shopifyProducts,
  wooCommerceProducts,
  odooOrders,
  odooProducts,
  odooCustomers,
];

export const PROFILE_NAMES: readonly string[] = PROFILES.map(({ name }) => name);

/** The profile that recognises a header, if one does. */
export function findProfile(header: readonly string[]): Profile | undefined {
  return PROFILES.find((profile) => profile.recognises(header));
}

/** The profile that recognises a header. Throws `csv_unknown_layout`. */
export function recogniseProfile(path: string, header: readonly string[]): Profile {
  const found = findProfile(header);
  if (found !== undefined) return found;
  const known = PROFILES.map(({ title }) => title).join(', ');
  throw new PasserelleError('csv_unknown_layout', `The columns of "${path}" are those of no known export.`, {
    field: 'mapping',
    value: header.slice(0, 20).join(', '),
    remedy: `Say with a mapping file (without "profile") which column is which field. Recognised by themselves: ${known}.`,
  });
}

/** The profile of that name, for a file that must be of its kind. Throws `csv_unknown_layout`, `csv_missing_column`. */
export function profileByName(name: string, path: string, header: readonly string[]): Profile {
  const profile = PROFILES.find((each) => each.name === name);
  if (profile === undefined) {
    throw new PasserelleError('csv_unknown_layout', `There is no profile "${name}".`, {
      field: 'profile',
      value: name,
      remedy: suggest(name, PROFILE_NAMES),
    });
  }
  if (profile.recognises(header)) return profile;
  throw new PasserelleError('csv_missing_column', `"${path}" lacks columns that a ${profile.title} has.`, {
    field: 'profile',
    value: name,
    remedy: `It has: ${header.slice(0, 20).join(', ')}. Use another profile or a mapping file.`,
  });
}
