import { createHash } from 'node:crypto';
import type { IntentKey } from '../../core/connector.ts';

/**
 * External ids that Passerelle gives, in Odoo's module `passerelle`. Those of a record and its children are made of
 * the record's intent key, so a repeated `load` finds what the first one made; those of things that several records
 * share (tags, attributes, addresses of orders) are made of what they say.
 */
export const MARK_MODULE = 'passerelle';

export const qualified = (name: string): string => `${MARK_MODULE}.${name}`;

/** No spaces or dots reach an external id: keys of children and names are hashed. */
export function digest(...parts: readonly (string | number | null)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 20);
}

/**
 * A plain product is loaded as `product.product`, and Odoo then marks its template by itself, with this suffix
 * (18 and 19, `_load_records`). Products with options take the same name, so that one search finds both.
 */
export const plainProductMark = (key: IntentKey): string => `p_${key}`;
export const templateMark = (key: IntentKey): string => `p_${key}_product_template`;

/** A child of a product: its key is the source's own, of any length and with any characters. */
export const variantMark = (key: IntentKey, childKey: string): string => `p_${key}_v_${digest(childKey)}`;
export const optionLineMark = (key: IntentKey, attributeId: number): string => `p_${key}_l_${attributeId}`;
export const priceRuleMark = (key: IntentKey, childKey: string): string => `${variantMark(key, childKey)}_price`;

export const customerMark = (key: IntentKey): string => `customer_${key}`;
export const addressMark = (key: IntentKey, childKey: string): string => `customer_${key}_a_${digest(childKey)}`;

export const orderMark = (key: IntentKey): string => `order_${key}`;
export const orderLineMark = (key: IntentKey, list: string, childKey: string): string =>
  `order_${key}_${list}_${digest(childKey)}`;

/** An address that orders share: the same for the same customer and the same words. */
export const sharedAddressMark = (customerId: number, words: readonly string[]): string =>
  `address_${digest(customerId, ...words)}`;
