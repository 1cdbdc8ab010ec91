import { missingError, validationError } from '../errors.ts';
import { resPartnerCategoryFields, resPartnerFields, resPartnerTitleFields } from '../fields/partner.ts';
import type { Env } from '../orm/env.ts';
import type { ModelSpec } from '../orm/model.ts';
import { findRows } from '../orm/search.ts';
import { checkViolation } from '../orm/sql-errors.ts';
import { fieldOf } from '../orm/value.ts';
import { type Row, refOf, textOf } from '../orm/values.ts';
import { setStored, touch } from '../orm/write.ts';
import { companyCurrency, defaultPricelist } from './company.ts';
import { followCreator, followerComputes, followerMethods } from './followers.ts';
import { mirrorOf } from './mirror.ts';
import { syncLoaded, syncPartner } from './partner-sync.ts';

const NAMED_BY_TYPE = new Set(['invoice', 'delivery', 'other']);

export function parentOf(env: Env, row: Row): Row | undefined {
  return env.row('res.partner', refOf(row.parent_id));
}

export function commercialPartner(env: Env, row: Row): Row {
  let current = row;
  for (let up = parentOf(env, current); up && current.is_company !== true; up = parentOf(env, current)) current = up;
  return current;
}

function companyName(env: Env, row: Row): string {
  const commercial = commercialPartner(env, row);
  return (commercial.is_company === true ? textOf(commercial.name) : '') || textOf(row.company_name);
}

/** `Company, Name`: what a contact of a company is called. */
export function completeName(env: Env, row: Row): string {
  let name = textOf(row.name);
  const parent = parentOf(env, row);
  if (row.company_name || parent) {
    if (name === '' && NAMED_BY_TYPE.has(textOf(row.type))) name = typeLabel(env, row);
    if (row.is_company !== true) name = `${companyName(env, row) || textOf(parent?.name)}, ${name}`;
  }
  return name.trim();
}

function typeLabel(env: Env, row: Row): string {
  const field = fieldOf(env.model('res.partner'), 'type');
  const found = field.options.find(([key]) => key === row.type);
  return found ? env.db.optionLabel(env.lang, 'res.partner', field, found[0], found[1]) : '';
}

function normalizedEmail(row: Row): string | false {
  const text = textOf(row.email);
  const found = [...text.matchAll(/[^\s<>,;"]+@[^\s<>,;"]+/g)];
  return found.length === 1 ? (found[0]?.[0] ?? '').toLowerCase() : false;
}

function contactAddress(env: Env, row: Row): string {
  const state = env.row('res.country.state', refOf(row.state_id));
  const country = env.row('res.country', refOf(row.country_id));
  const company = companyName(env, row);
  const cityLine = `${textOf(row.city)} ${textOf(state?.code)} ${textOf(row.zip)}`;
  const countryName = country?.name;
  const name =
    typeof countryName === 'object' && countryName !== null && !Array.isArray(countryName)
      ? (countryName as { en_US: string }).en_US
      : '';
  const lines = [textOf(row.street), textOf(row.street2), cityLine, name];
  return (company ? [company, ...lines] : lines).join('\n');
}

function checkNames(_env: Env, rows: readonly Row[]): void {
  for (const row of rows) {
    if (row.type === 'contact' && row.name === false) throw checkViolation('Contacts require a name');
  }
}

function refuseUsers(env: Env, rows: readonly Row[]): void {
  const users = findRows(env, 'res.users', [
    ['partner_id', 'in', rows.map(({ id }) => id)],
    ['active', '=', true],
  ]);
  if (users.length === 0) return;
  const names = users.map((user) => env.db.userName(user.id)).join(', ');
  throw validationError(
    `You cannot delete contacts linked to an active user.\nAsk an administrator to archive their associated user first.\n\nLinked active users :\n${names}`,
  );
}

/** Names of the children follow the parent's; their `write_date` moves with it, as Odoo's recomputation does. */
function renameChildren(env: Env, row: Row): void {
  const model = env.model('res.partner');
  for (const id of model.table.lookup('parent_id', row.id) ?? []) {
    const child = model.table.rows.get(id);
    if (!child) continue;
    touch(env, model, child);
    renameChildren(env, child);
  }
}

export const partnerModel: ModelSpec = {
  name: 'res.partner',
  label: 'Contact',
  fields: resPartnerFields,
  order: 'complete_name ASC, id DESC',
  searchNames: 'complete_name email ref vat company_registry',
  indexed: 'parent_id ref email barcode',
  hierarchy: 'parent_id',
  loopMessage: 'You cannot create recursive Partner hierarchies.',
  onDelete: 'state_id:restrict country_id:restrict property_payment_term_id:restrict',
  noCopy:
    'child_ids user_ids barcode specific_property_product_pricelist supplier_rank customer_rank sale_order_ids message_partner_ids',
  copyName: (_env, row) => `${textOf(row.name)} (copy)`,
  defaults: {
    active: true,
    type: 'contact',
    lang: (env, vals) => {
      const parent = env.row('res.partner', refOf(vals.parent_id as number));
      return textOf(parent?.lang) || env.db.partnerLanguage || env.lang;
    },
    color: 0,
    is_company: false,
    tz: (env) => (typeof env.context.tz === 'string' ? env.context.tz : false),
  },
  compute: {
    ...followerComputes,
    complete_name: (env, row) => completeName(env, row),
    commercial_partner_id: (env, row) => commercialPartner(env, row).id,
    commercial_company_name: (env, row) => companyName(env, row) || false,
    company_type: (_env, row) => (row.is_company === true ? 'company' : 'person'),
    email_normalized: (_env, row) => normalizedEmail(row),
    email_formatted: (_env, row) => {
      const email = normalizedEmail(row) || textOf(row.email);
      return email === '' ? false : `"${textOf(row.name)}" <${email}>`;
    },
    contact_address: (env, row) => contactAddress(env, row),
    partner_share: (env, row) => {
      const users = [...(env.model('res.users').table.lookup('partner_id', row.id) ?? [])];
      return users.length === 0 || users.every((uid) => !env.db.rights.hasGroup(uid, 'base.group_user'));
    },
    property_product_pricelist: (env, row) => refOf(row.specific_property_product_pricelist) || defaultPricelist(env),
    credit: () => 0,
    currency_id: (env) => companyCurrency(env),
    sale_order_count: (env, row) => {
      const { table } = env.model('sale.order');
      return [...(table.lookup('partner_id', row.id) ?? [])].length;
    },
  },
  inverse: {
    company_type: (env, row, value) => setStored(env, env.model('res.partner'), row, 'is_company', value === 'company'),
    property_product_pricelist: (env, row, value) =>
      setStored(
        env,
        env.model('res.partner'),
        row,
        'specific_property_product_pricelist',
        typeof value === 'number' ? value : false,
      ),
  },
  displayName: (env, row) => completeName(env, row),
  checks: [{ fields: ['name', 'type'], run: checkNames }],
  beforeDefaults: (env, vals) => {
    const { parent_id: parent } = vals;
    if (typeof parent === 'number' && parent !== 0 && !env.row('res.partner', parent))
      throw missingError('res.partner', [parent], env.uid);
  },
  beforeCreate: (env, vals) => {
    if (vals.parent_id) vals.company_name = false;
    if (typeof vals.website === 'string' && vals.website !== '') vals.website = cleanWebsite(vals.website);
    delete vals.partner_share;
    void env;
  },
  beforeWrite: (_env, _rows, vals) => {
    if (vals.parent_id) vals.company_name = false;
    if (typeof vals.website === 'string' && vals.website !== '') vals.website = cleanWebsite(vals.website);
  },
  afterCreate: (env, rows, given) => {
    followCreator(env, 'res.partner', rows);
    for (const [index, row] of rows.entries()) {
      const vals = given[index] ?? {};
      if (env.context.install_mode) syncLoaded(env, row, vals);
      else syncPartner(env, row, new Set(Object.keys(vals)), vals, true);
    }
  },
  needsBefore: true,
  afterWrite: (env, rows, vals, before) => {
    for (const [index, row] of rows.entries()) {
      const differs = (name: string): boolean => name in vals && row[name] !== before[index]?.[name];
      if (['name', 'is_company', 'company_name', 'parent_id'].some(differs)) renameChildren(env, row);
      // 19 hands on only what changed
      const changed = Object.keys(vals).filter((name) => env.version === 18 || differs(name));
      if (changed.length > 0) syncPartner(env, row, new Set(changed), vals, false);
    }
  },
  beforeUnlink: refuseUsers,
  methods: followerMethods,
};

function cleanWebsite(website: string): string {
  return /^[a-z][a-z0-9+.-]*:/i.test(website) ? website : `http://${website.replace(/^\/\//, '')}`;
}

export const partnerCategoryModel: ModelSpec = {
  name: 'res.partner.category',
  label: 'Partner Tags',
  fields: resPartnerCategoryFields,
  order: 'name',
  hierarchy: 'parent_id',
  nameDomain: (env, operator, value, usual) => {
    if (!operator.endsWith('like')) return usual;
    const found = findRows(env, 'res.partner.category', [['name', operator, value]]);
    return [['id', 'child_of', found.map(({ id }) => id)]];
  },
  onDelete: 'parent_id:cascade',
  defaults: { active: true, color: 1 },
  noCopy: 'child_ids partner_ids',
  ...mirrorOf('partner_ids', 'res.partner', 'category_id'),
  displayName: (env, row) => {
    const names: string[] = [];
    for (
      let current: Row | undefined = row;
      current;
      current = env.row('res.partner.category', refOf(current.parent_id))
    ) {
      names.unshift(nameIn(env, current));
    }
    return names.join(' / ');
  },
};

function nameIn(env: Env, row: Row): string {
  const { name } = row;
  if (typeof name === 'string') return name;
  if (typeof name !== 'object' || name === null || Array.isArray(name)) return '';
  const texts = name as Readonly<Record<string, string>>;
  return texts[env.lang] ?? texts.en_US ?? '';
}

export const partnerTitleModel: ModelSpec = {
  name: 'res.partner.title',
  label: 'Partner Title',
  only: 18,
  fields: resPartnerTitleFields,
  order: 'name',
};
