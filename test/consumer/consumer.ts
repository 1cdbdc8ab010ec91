/** A program of a user, compiled and run against the installed package by `scripts/check-package.mjs`. */
import { ERROR_CODES, PasserelleError, type ProductValues, type Values, validateProduct } from 'passerelle';
import { type Connector, type Port, RECORD_TYPES, type RecordType } from 'passerelle/connector';
import { createOdooClient, type OdooClient, type OdooModel } from 'passerelle/odoo';

const types: readonly RecordType[] = RECORD_TYPES;
const values: Values = { id: '1', title: 'Mug', variants: [{ id: '1', sku: 'MUG', price: '12.50' }] };
const client: OdooClient = createOdooClient({ url: 'http://127.0.0.1:9', database: 'none', apiKey: 'none' });

export interface Shape {
  readonly connector: Connector;
  readonly port: Port;
  readonly product: ProductValues;
  readonly model: OdooModel<{ name: string }>;
}

/** As in README.md. */
export async function printCompanies(odoo: OdooClient): Promise<void> {
  const companies = [['is_company', '=', true]] as const;
  for await (const { id, name } of odoo.searchReadAll('res.partner', companies, { fields: ['name'] })) {
    console.log(id, name);
  }
}

// @ts-expect-error: were the types lost on the way, everything would be allowed.
export const wrong: RecordType = 'nonsense';

try {
  validateProduct({ ...values, title: 5 });
  throw new Error('a wrong product was taken');
} catch (error) {
  if (!(error instanceof PasserelleError)) throw error;
  if (!(error.code in ERROR_CODES)) throw error;
  console.log(`${types.length} record types, ${typeof client.searchRead}, refused with ${error.code}`);
}
