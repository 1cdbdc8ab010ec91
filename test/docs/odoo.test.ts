import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { odooSettingsSchema } from '../../src/connectors/odoo/manifest.ts';
import * as marks from '../../src/connectors/odoo/marks.ts';
import { createIntentKey } from '../../src/core/intent-key.ts';
import { CUSTOMER_FIELDS } from '../../src/core/records/customer.ts';
import { ORDER_FIELDS } from '../../src/core/records/order.ts';
import { PRODUCT_FIELDS, VARIANT_FIELDS } from '../../src/core/records/product.ts';
import { codeRows, page, section } from './markdown.ts';

const text = page('odoo.md');
const namesIn = (heading: string) =>
  codeRows(section(text, heading)).flatMap(([cell = '']) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
  );

describe('docs/odoo.md', () => {
  it('explains every setting of a connection, and none that is gone', () => {
    const { properties = {} } = z.toJSONSchema(odooSettingsSchema, { io: 'input', unrepresentable: 'any' });
    const names = Object.entries(properties).flatMap(([name, inner]) =>
      typeof inner === 'object' && inner.properties !== undefined
        ? Object.keys(inner.properties).map((key) => `${name}.${key}`)
        : [name],
    );
    expect(namesIn('## Settings').sort()).toEqual(names.sort());
  });

  it('says of every field of a product, customer and order what becomes of it', () => {
    const product = PRODUCT_FIELDS.flatMap(({ path }) =>
      path === 'variants'
        ? VARIANT_FIELDS.map((field) => `variants[].${field.path}`).filter((name) => !/\.(?:id|externalId)$/.test(name))
        : [path],
    );
    expect(namesIn('### Products').sort()).toEqual(product.sort());
    expect(namesIn('### Customers').sort()).toEqual(CUSTOMER_FIELDS.map(({ path }) => path).sort());
    const order = namesIn('### Orders').filter((name) => !name.includes('[]'));
    expect([...order, 'taxesIncluded'].sort()).toEqual(ORDER_FIELDS.map(({ path }) => path).sort());
  });

  it('lists the marks that are left in Odoo', () => {
    const key = createIntentKey({ sync: 's', source: 'f', type: 'product', sourceId: '1', generation: 1 });
    const made = [
      marks.plainProductMark(key),
      marks.templateMark(key),
      marks.variantMark(key, 'v'),
      marks.priceRuleMark(key, 'v'),
      marks.optionLineMark(key, 7),
      marks.customerMark(key),
      marks.addressMark(key, 'a'),
      marks.orderMark(key),
      marks.orderLineMark(key, 'lines', '1'),
      marks.sharedAddressMark(1, ['x']),
    ];
    const shapes = made.map((mark) =>
      marks
        .qualified(mark)
        .replace(key, '<key>')
        .replace(/_[0-9a-f]{20}/, '_<hash>')
        .replace('_l_7', '_l_<id>')
        .replace('_lines_', '_<list>_'),
    );
    expect(namesIn('## Marks')).toEqual(expect.arrayContaining(shapes));
  });
});
