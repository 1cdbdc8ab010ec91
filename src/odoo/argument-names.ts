import { PasserelleError } from '../errors.ts';
import type { WireCall } from './protocol.ts';

/**
 * Names of positional arguments for JSON-2, which takes named ones only (read in Odoo 19's source, 2026-11).
 * `ids` first marks a method of records, whose first positional argument is their ids.
 */
const SIGNATURES: Readonly<Record<string, readonly string[]>> = {
  check_access_rights: ['operation', 'raise_exception'],
  'ir.model.data.check_object_reference': ['module', 'xml_id', 'raise_on_access_error'],
  context_get: [],
  copy: ['ids', 'default'],
  create: ['vals_list'],
  default_get: ['fields'],
  export_data: ['ids', 'fields_to_export'],
  fields_get: ['allfields', 'attributes'],
  formatted_read_group: ['domain', 'groupby', 'aggregates', 'having', 'offset', 'limit', 'order'],
  get_external_id: ['ids'],
  get_field_translations: ['ids', 'field_name', 'langs'],
  get_metadata: ['ids'],
  has_access: ['ids', 'operation'],
  'res.users.has_group': ['ids', 'group_ext_id'],
  load: ['fields', 'data'],
  message_post: ['ids'],
  message_subscribe: ['ids', 'partner_ids', 'subtype_ids'],
  message_unsubscribe: ['ids', 'partner_ids'],
  name_create: ['name'],
  name_search: ['name', 'domain', 'operator', 'limit'],
  onchange: ['ids', 'values', 'field_names', 'fields_spec'],
  read: ['ids', 'fields', 'load'],
  read_group: ['domain', 'fields', 'groupby', 'offset', 'limit', 'orderby', 'lazy'],
  search: ['domain', 'offset', 'limit', 'order'],
  search_count: ['domain', 'limit'],
  search_read: ['domain', 'fields', 'offset', 'limit', 'order'],
  unlink: ['ids'],
  update_field_translations: ['ids', 'field_name', 'translations', 'source_lang'],
  web_read: ['ids', 'specification'],
  web_save: ['ids', 'vals', 'specification', 'next_id'],
  web_search_read: ['domain', 'specification', 'offset', 'limit', 'order', 'count_limit'],
  write: ['ids', 'vals'],
};

/**
 * The named arguments of a call: `kwargs` and the positional ones under their names.
 *
 * A method that is not in the table may have one positional argument, ids (a number or a list of numbers), as the
 * buttons of Odoo have it. Anything else throws odoo_bad_arguments: name them in `kwargs`, or teach the client with
 * `signatures: { 'my.model.my_method': ['ids', 'amount'] }`.
 */
export function nameArguments(
  { model, method, args, kwargs }: WireCall,
  signatures: Readonly<Record<string, readonly string[]>> = {},
): Record<string, unknown> {
  const qualified = `${model}.${method}`;
  if (args.length === 0) return { ...kwargs };
  const names =
    signatures[qualified] ??
    signatures[method] ??
    SIGNATURES[qualified] ??
    SIGNATURES[method] ??
    (isIds(args) ? ['ids'] : []);
  if (args.length > names.length) {
    throw new PasserelleError('odoo_bad_arguments', `JSON-2 needs the names of the arguments of ${qualified}.`, {
      remedy: 'Give them as named arguments, with the records as `ids`.',
      field: qualified,
    });
  }
  const named: Record<string, unknown> = {};
  for (const [position, value] of args.entries()) {
    const name = names[position] ?? '';
    if (name in kwargs) {
      throw new PasserelleError('odoo_bad_arguments', `The argument ${name} of ${qualified} is given twice.`, {
        field: name,
      });
    }
    named[name] = value;
  }
  if (typeof named.ids === 'number') named.ids = [named.ids];
  return Object.assign(named, kwargs);
}

function isIds(args: readonly unknown[]): boolean {
  const [ids] = args;
  return (
    args.length === 1 && (typeof ids === 'number' || (Array.isArray(ids) && ids.every((id) => typeof id === 'number')))
  );
}
