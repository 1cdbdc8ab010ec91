import type { KeyMatch } from '../../../core/connector.ts';
import { PasserelleError } from '../../../errors.ts';
import { relationId } from '../calls.ts';
import { findExternalIds } from '../find-external-ids.ts';
import { slices } from '../load-rows.ts';
import type { Target } from '../target.ts';

const VARIANT_COLUMNS: Readonly<Record<string, string>> = {
  'variants.sku': 'default_code',
  'variants.barcode': 'barcode',
};

/** Products by a key field. Archived ones count; a SKU may stand for several. */
export async function findProducts(
  target: Target,
  field: string,
  values: readonly string[],
  signal: AbortSignal | undefined,
): Promise<readonly KeyMatch[]> {
  switch (field) {
    case 'externalId': {
      const [templates, variants] = await Promise.all([
        findExternalIds(target, 'product.template', values, signal),
        findExternalIds(target, 'product.product', values, signal),
      ]);
      const parents = await parentsOf(target, [...variants.values()], signal);
      return [
        ...[...templates].map(([value, id]) => ({ value, id: String(id) })),
        // An external id of a variant names its product, too.
        ...[...variants].flatMap(([value, id]) => {
          const parent = templates.has(value) ? undefined : parents.get(id);
          return parent === undefined ? [] : [{ value, id: String(parent) }];
        }),
      ];
    }
    case 'variants.externalId': {
      const variants = await findExternalIds(target, 'product.product', values, signal);
      const parents = await parentsOf(target, [...variants.values()], signal);
      return [...variants].flatMap(([value, id]) => {
        const parent = parents.get(id);
        return parent === undefined ? [] : [{ value, id: String(id), parentId: String(parent) }];
      });
    }
    case 'variants.sku':
    case 'variants.barcode':
      return await findVariants(target, VARIANT_COLUMNS[field] ?? '', values, signal);
    default:
      throw new PasserelleError('internal', `Products of Odoo cannot be found by ${field}.`, { field });
  }
}

async function findVariants(
  target: Target,
  column: string,
  values: readonly string[],
  signal: AbortSignal | undefined,
): Promise<readonly KeyMatch[]> {
  const pages = await Promise.all(
    slices(values, 1000).map((some) =>
      target.searchRead('product.product', [[column, 'in', some]], [column, 'product_tmpl_id'], {
        signal,
        order: 'id',
      }),
    ),
  );
  return pages.flat().map((row) => ({
    value: String(row[column]),
    id: String(row.id),
    parentId: String(relationId(row.product_tmpl_id)),
  }));
}

async function parentsOf(target: Target, variantIds: readonly number[], signal: AbortSignal | undefined) {
  const rows = await target.read('product.product', variantIds, ['product_tmpl_id'], signal);
  return new Map(rows.map((row) => [row.id, relationId(row.product_tmpl_id) ?? 0]));
}
