import { expect, it } from 'vitest';
import { PasserelleError } from '../../errors.ts';
import { missingModule } from './missing-module.ts';

it('names the module to install, and leaves other errors as they are', () => {
  const unknown = new PasserelleError('odoo_unknown_model', 'Unknown model.');
  expect(missingModule('sale.order', unknown)).toMatchObject({ code: 'odoo_missing_module', value: 'sale' });
  expect(missingModule('x_own.model', unknown)).toBe(unknown);
  const other = new PasserelleError('odoo_access_error', 'No right.');
  expect(missingModule('sale.order', other)).toBe(other);
});
