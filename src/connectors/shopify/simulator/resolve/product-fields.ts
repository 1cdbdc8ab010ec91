import type { ProductRow } from '../state/rows.ts';
import type { Shop } from '../state/shop.ts';
import { type UserError, userError } from './context.ts';

/** The plain fields that `productSet` and `productUpdate` share. */
export interface ProductFields {
  readonly title?: string | null;
  readonly descriptionHtml?: string | null;
  readonly handle?: string | null;
  readonly vendor?: string | null;
  readonly productType?: string | null;
  readonly status?: string | null;
  readonly tags?: readonly string[] | null;
}

export function productErrors(
  shop: Shop,
  known: ProductRow | undefined,
  input: ProductFields,
  path: readonly string[],
): UserError[] {
  const errors: UserError[] = [];
  const blank = input.title !== undefined ? (input.title ?? '').trim() === '' : known === undefined;
  if (blank) errors.push(userError([...path, 'title'], "Title can't be blank", 'INVALID_PRODUCT'));
  for (const name of ['title', 'vendor', 'productType'] as const) {
    if ((input[name]?.length ?? 0) > 255) {
      errors.push(userError([...path, name], `${name} is too long (maximum is 255 characters)`, 'INVALID_PRODUCT'));
    }
  }
  if ((input.tags?.length ?? 0) > 250) {
    errors.push(userError([...path, 'tags'], 'Product cannot have more than 250 tags', 'INVALID_PRODUCT'));
  }
  const holder = input.handle == null ? undefined : shop.productByHandle(slug(input.handle));
  if (holder !== undefined && holder !== known) {
    errors.push(
      userError(
        [...path, 'handle'],
        `Handle '${input.handle}' already in use. Please provide a new handle.`,
        'HANDLE_NOT_UNIQUE',
      ),
    );
  }
  return errors;
}

export function writeProduct(shop: Shop, product: ProductRow, input: ProductFields): void {
  if (input.title != null) product.title = input.title.trim();
  if (input.descriptionHtml !== undefined) product.descriptionHtml = input.descriptionHtml ?? '';
  if (input.vendor !== undefined) product.vendor = input.vendor || shop.settings.name;
  if (input.productType !== undefined) product.productType = input.productType ?? '';
  if (input.status != null) product.status = input.status;
  if (input.tags !== undefined) product.tags = uniqueTags(input.tags ?? []);
  if (input.handle != null && slug(input.handle) !== product.handle) {
    shop.freeHandle(product.handle, product.id);
    product.handle = slug(input.handle);
  }
}

/** Tags without blanks around them and without repeats, whatever their case. */
export function uniqueTags(tags: readonly string[]): string[] {
  const seen = new Map<string, string>();
  for (const tag of tags.map((each) => each.trim())) {
    if (tag !== '' && !seen.has(tag.toLowerCase())) seen.set(tag.toLowerCase(), tag);
  }
  return [...seen.values()];
}

export function slug(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();
  return plain.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '') || 'product';
}

export function uniqueHandle(shop: Shop, text: string): string {
  const wanted = slug(text);
  if (shop.productByHandle(wanted) === undefined) return wanted;
  for (let count = 1; ; count += 1) {
    const handle = `${wanted}-${count}`;
    if (shop.productByHandle(handle) === undefined) return handle;
  }
}
