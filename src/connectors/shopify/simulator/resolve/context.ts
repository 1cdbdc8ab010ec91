import type { IdempotencyStore } from '../state/idempotency-store.ts';
import type { Shop } from '../state/shop.ts';

/** What every resolver of one request sees. */
export interface Context {
  readonly shop: Shop;
  readonly scopes: readonly string[];
  readonly versions: readonly string[];
  readonly idempotency: IdempotencyStore;
  /** For `extensions.search`: filters that were ignored. */
  readonly searchWarnings: { readonly path: string; readonly field: string }[];
}

export interface PageArgs {
  readonly first?: number | null;
  readonly after?: string | null;
}

export interface SearchArgs extends PageArgs {
  readonly query?: string | null;
  readonly sortKey?: string | null;
  readonly reverse?: boolean | null;
}

export interface UserError {
  readonly field: readonly string[] | null;
  readonly message: string;
  readonly code?: string;
}

export const userError = (field: readonly (string | number)[] | null, message: string, code?: string): UserError => ({
  field: field === null ? null : field.map(String),
  message,
  ...(code !== undefined && { code }),
});
