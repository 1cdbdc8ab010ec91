import type { PasserelleError } from '../../errors.ts';
import type { Operation } from './needed.ts';

/** What was asked of a part of an Odoo; an error where it would not tell. */
export type Finding<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: PasserelleError };

export interface Right {
  readonly model: string;
  readonly operation: Operation;
  /** Null where this Odoo has no such model. */
  readonly allowed: boolean | null;
}

export interface UserFacts {
  readonly id: number;
  readonly login: string | null;
  readonly language: string | null;
  readonly timeZone: string | null;
  readonly companyId: number | null;
  readonly companyIds: readonly number[];
}

export interface CompanyFacts {
  readonly id: number;
  readonly name: string;
  /** ISO 4217. */
  readonly currency: string;
  /** Null without the accounting module. */
  readonly taxRounding: 'per line' | 'per order' | null;
  readonly pricesIncludeTax: boolean | null;
}

export interface PricelistFacts {
  readonly id: number;
  readonly name: string;
  /** ISO 4217. */
  readonly currency: string;
  /** Null: of every company. */
  readonly companyId: number | null;
}

export interface TaxFacts {
  readonly name: string;
  /** As Odoo has it: 15 for 15 %. */
  readonly amount: number;
  readonly priceInclude: boolean;
  readonly companyId: number | null;
}

export interface ApiKeyFacts {
  readonly name: string;
  /** UTC, ISO 8601; null: it does not expire. */
  readonly expiresAt: string | null;
}

/** All that was learned about an Odoo and the user that calls it. */
export interface Examination {
  readonly url: string;
  readonly database: string | null;
  readonly usesPassword: boolean;
  readonly series: string;
  readonly major: number;
  readonly protocol: string;
  readonly userId: number;
  /** Of a small call, in milliseconds: the median of several. */
  readonly latencyMs: number;
  /** The server's clock less ours, in milliseconds; true to about a second. */
  readonly clockDifferenceMs: Finding<number>;
  readonly user: Finding<UserFacts>;
  readonly rights: Finding<readonly Right[]>;
  /** Technical names of the installed ones among those that matter. */
  readonly modules: Finding<readonly string[]>;
  /** Codes of the active ones. */
  readonly languages: Finding<readonly string[]>;
  readonly companies: Finding<readonly CompanyFacts[]>;
  /** ISO 4217, of the active ones. */
  readonly currencies: Finding<readonly string[]>;
  readonly pricelists: Finding<readonly PricelistFacts[]>;
  readonly saleTaxes: Finding<readonly TaxFacts[]>;
  readonly apiKeys: Finding<readonly ApiKeyFacts[]>;
}
