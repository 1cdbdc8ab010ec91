import type { CheckItem } from '../../core/connector.ts';
import type { OdooClient } from '../client.ts';
import { adviseOn } from './advice.ts';
import type { Examination } from './examination.ts';
import { examineOdoo } from './examine.ts';

/** What the check needs to know of a connection's settings. */
export interface CheckedSettings {
  readonly url: string;
  readonly database: string;
  readonly apiKey?: string | undefined;
  readonly company?: string | number | undefined;
}

export interface CheckOptions {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly signal?: AbortSignal | undefined;
}

/** Examines an Odoo and says what to mend. Throws what keeps it from being used at all. */
export async function checkOdoo(
  client: OdooClient,
  { url, database, apiKey, company }: CheckedSettings,
  { now, signal }: CheckOptions,
): Promise<{ readonly facts: Examination; readonly items: readonly CheckItem[] }> {
  const facts = await examineOdoo(client, { url, database, usesPassword: apiKey === undefined, now, signal });
  return { facts, items: adviseOn(facts, { nowMs: now(), company }) };
}
