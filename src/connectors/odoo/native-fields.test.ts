import { expect, it } from 'vitest';
import { nativeValue } from './native-fields.ts';
import { boolean } from './odoo-value.ts';
import type { ModelField } from './target.ts';

const field: ModelField = {
  type: 'boolean',
  digits: null,
  selection: [],
  relation: null,
  readonly: false,
  label: 'Can be Sold',
};
const fields = new Map([['sale_ok', field]]);

it('never writes a text as no: "true" out of a file would take a product off sale', () => {
  expect(nativeValue('native.sale_ok', true, fields)).toEqual(boolean(true));
  expect(nativeValue('native.sale_ok', null, fields)).toEqual(boolean(false));
  for (const text of ['true', '1', 'yes', '']) {
    expect(() => nativeValue('native.sale_ok', text, fields)).toThrowError(
      expect.objectContaining({ code: 'odoo_bad_value', field: 'native.sale_ok' }),
    );
  }
});
