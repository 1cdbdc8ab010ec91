import { type OdooAccount, openBareJsonRpc } from '../odoo/bare-calls.ts';
import { CONTEXT, create, search } from './bare-load.ts';
import type { BenchProduct } from './products.ts';

/** What most scripts do: log in with the password, then for each product search it, and create or write it. */
export async function writeOneByOne(account: OdooAccount, products: readonly BenchProduct[]): Promise<void> {
  const odoo = await openBareJsonRpc(account);
  try {
    for (const { title, variants } of products) {
      for (const { sku, barcode, weight, cost, price } of variants) {
        const values = {
          name: title,
          default_code: sku,
          barcode,
          weight: Number(weight),
          standard_price: Number(cost),
          list_price: Number(price),
        };
        const [known] = await search(odoo, 'product.product', [['default_code', '=', sku]], ['id']);
        if (known === undefined) await create(odoo, 'product.product', values);
        else await odoo.call('product.product', 'write', { ids: [known.id], vals: values, context: CONTEXT });
      }
    }
  } finally {
    await odoo.close();
  }
}
