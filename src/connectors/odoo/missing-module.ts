import { PasserelleError } from '../../errors.ts';
import { NEEDS } from '../../odoo/examine/needed.ts';

/** The error as it is, or, of a model that this Odoo does not have, the module that would bring it. */
export function missingModule(model: string, error: unknown): unknown {
  if (!(error instanceof PasserelleError) || error.code !== 'odoo_unknown_model') return error;
  const need = NEEDS.find(({ models }) => models.some((needed) => needed.model === model));
  if (need?.module == null) return error;
  return new PasserelleError('odoo_missing_module', `This Odoo has no model ${model}: its module is not installed.`, {
    field: 'module',
    value: need.module,
    remedy: `Install the module "${need.module}" in Odoo (Apps), then try again.`,
    cause: error,
  });
}
