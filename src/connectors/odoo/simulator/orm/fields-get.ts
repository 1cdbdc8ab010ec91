import type { Env } from './env.ts';
import { type Field, isNumeric, isRelational } from './field.ts';
import type { Model } from './model.ts';
import type { Json } from './values.ts';

/** Odoo's `fields_get` for the fields that the simulator has; a field that Odoo has besides is refused by name. */
export function fieldsGet(
  env: Env,
  model: Model,
  names: readonly string[] | undefined,
  attributes: readonly string[] | undefined,
): Json {
  const wanted = names && names.length > 0 ? names : [...model.fields.keys()];
  const answer: Record<string, Json> = {};
  const keep = attributes && attributes.length > 0 ? new Set(attributes) : undefined;
  for (const name of wanted) {
    const field = model.fields.get(name);
    if (!field) {
      env.db.refuseUnsimulated('field', model.name, name);
      continue;
    }
    if (field.groups && !env.su && !field.groups.split(',').some((group) => env.db.rights.hasGroup(env.uid, group)))
      continue;
    const all = describe(env, model, field);
    answer[name] = keep ? Object.fromEntries(Object.entries(all).filter(([key]) => keep.has(key))) : all;
  }
  return answer;
}

function describe(env: Env, model: Model, field: Field): Record<string, Json> {
  const { flags, type } = field;
  const inherited = field.inheritedBy !== '';
  const plainlyStored = field.stored || (inherited && !flags.has('unsortable'));
  const sortable = flags.has('sortable') || (plainlyStored && !/2many|binary/.test(type) && !flags.has('unsortable'));
  const groupable =
    flags.has('groupable') || (plainlyStored && !/one2many|binary/.test(type) && !flags.has('ungroupable'));
  const described: Record<string, Json> = {
    type,
    change_default: flags.has('changeDefault'),
    company_dependent: flags.has('company'),
    default_export_compatible: flags.has('exportCompatible'),
    depends: field.related.length > 0 ? [field.related.join('.')] : [],
    exportable: !flags.has('unexportable'),
    groupable,
    manual: false,
    name: field.name,
    readonly: field.readonly,
    required: field.required,
    searchable: !flags.has('unsearchable'),
    sortable,
    store: field.stored,
    string: env.db.label(env.lang, model.name, field),
  };
  if (field.groups) described.groups = field.groups;
  if (field.related.length > 0) described.related = field.related.join('.');
  if (isRelational(field))
    Object.assign(described, {
      relation: field.relation,
      context: {},
      domain: [],
      allow_hierachy_operators: hasHierarchy(env, field.relation),
    });
  if (type === 'one2many' && !inherited) described.relation_field = field.inverse;
  if (type === 'selection') described.selection = options(env, model, field);
  if (type === 'char') Object.assign(described, { translate: field.translate, trim: !flags.has('untrimmed') });
  if (type === 'text' || type === 'html') described.translate = field.translate;
  if (type === 'html') {
    Object.assign(described, { sanitize: true, sanitize_tags: true, sanitize_attributes: true });
    Object.assign(described, { sanitize_style: false, strip_style: false, strip_classes: false });
  }
  if (type === 'binary') described.attachment = true;
  if (type === 'monetary') described.currency_field = field.currencyField;
  if (type === 'float' && field.digits !== undefined) described.digits = [16, field.digits];
  const aggregator = field.aggregator || (isNumeric(field) && plainlyStored ? 'sum' : 'none');
  if (aggregator !== 'none') described.aggregator = aggregator;
  return described;
}

function options(env: Env, model: Model, field: Field): Json {
  if (field.selection === '@languages') {
    const rows = [...env.model('res.lang').table.rows.values()].filter((row) => row.active !== false);
    return rows
      .map((row) => [String(row.code), String(row.name)])
      .sort((a, b) => (String(a[1]) < String(b[1]) ? -1 : 1));
  }
  if (field.selection === '@timezones') {
    return Intl.supportedValuesOf('timeZone').map((zone) => [zone, zone]);
  }
  return field.options.map(([key, label]) => [key, env.db.optionLabel(env.lang, model.name, field, key, label)]);
}

/** Models whose records can be asked for with those below them; 19 counts two that keep no other use of it. */
function hasHierarchy(env: Env, name: string): boolean {
  if (env.version === 19 && (name === 'uom.uom' || name === 'sale.order.line')) return true;
  return env.db.models.get(name)?.spec.hierarchy !== undefined;
}
