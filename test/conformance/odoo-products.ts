import { randomBytes } from 'node:crypto';
import { odooConnector } from '../../src/connectors/odoo/connector.ts';
import type { CanonicalRecord } from '../../src/core/connector.ts';
import type { Value } from '../../src/core/value.ts';
import type { WriterTarget } from './writer-suite.ts';

export interface OdooAddress {
  readonly url: string;
  readonly database: string;
  readonly login: string;
  readonly password: string;
}

/** One JSON-RPC call, without the product's client: what the suite checks, it must not check with itself. */
export async function plainCall(
  odoo: OdooAddress,
  model: string,
  method: string,
  args: readonly unknown[],
  kwargs: object = {},
) {
  const rpc = async (service: string, name: string, params: readonly unknown[]) => {
    const response = await fetch(`${odoo.url}/jsonrpc`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', method: 'call', params: { service, method: name, args: params } }),
    });
    const answer = (await response.json()) as { result?: unknown; error?: unknown };
    if (answer.error !== undefined) throw new Error(JSON.stringify(answer.error));
    return answer.result;
  };
  const uid = await rpc('common', 'login', [odoo.database, odoo.login, odoo.password]);
  return await rpc('object', 'execute_kw', [odoo.database, uid, odoo.password, model, method, args, kwargs]);
}

/** Plain products in an Odoo; each target has a tag of its own, so that suites do not meet. */
export function odooProducts(name: string, address: () => OdooAddress, admin: () => OdooAddress): WriterTarget {
  const tag = randomBytes(4).toString('hex');
  const all = { context: { active_test: false } };
  return {
    name,
    async open() {
      return await odooConnector.open(odooConnector.manifest.settings.parse({ ...address() }), {
        now: Date.now,
        log: { debug() {}, info() {}, warn() {} },
      });
    },
    sample: (n) => product(tag, n, `Chair ${tag} ${n}`),
    // PostgreSQL stores no NUL, so that Odoo refuses the whole call.
    refused: (n) => product(tag, n, `Bad ${tag} ${n} \u0000`),
    field: 'title',
    changed: (record) => ({ ...record, values: { ...record.values, title: `${String(record.values.title)} (new)` } }),
    editedField: 'variants',
    async edit(id) {
      await plainCall(admin(), 'product.template', 'write', [[Number(id)], { standard_price: 77.5 }]);
    },
    async remove(id) {
      await plainCall(admin(), 'product.template', 'unlink', [[Number(id)]]);
    },
    async count(records) {
      const skus = records.flatMap((r) => (r.values.variants as readonly { sku: Value }[]).map((v) => v.sku));
      return Number(await plainCall(admin(), 'product.product', 'search_count', [[['default_code', 'in', skus]]], all));
    },
  };
}

function product(tag: string, n: number, title: string): CanonicalRecord {
  return {
    type: 'product',
    id: `${tag}-${n}`,
    version: '1',
    values: {
      title,
      kind: 'goods',
      variants: [{ id: `${tag}-v${n}`, sku: `SKU-${tag}-${n}`, price: '12.50', cost: '5.25', weight: '0.4' }],
    },
    native: { n },
  };
}
