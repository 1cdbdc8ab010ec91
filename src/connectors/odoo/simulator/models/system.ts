import { notSimulated, valueError } from '../errors.ts';
import * as fields from '../fields/system.ts';
import { checkAccess } from '../orm/access.ts';
import type { Env } from '../orm/env.ts';
import { externalRow } from '../orm/external-ids.ts';
import type { ModelSpec } from '../orm/model.ts';
import { checkViolation, rawUnique, uniqueViolation } from '../orm/sql-errors.ts';
import { type Row, refOf, textOf } from '../orm/values.ts';
import { setStored } from '../orm/write.ts';

const PARTNER_FIELDS = 'name email phone lang tz';

export const userModel: ModelSpec = {
  name: 'res.users',
  label: 'User',
  fields: fields.resUsersFields,
  inherits: { model: 'res.partner', through: 'partner_id', names: PARTNER_FIELDS },
  order: 'name, login',
  recName: 'name',
  nameDomain: (env, operator, value, usual) => {
    if ((operator !== '=' && operator !== 'ilike') || typeof value !== 'string' || value === '') return usual;
    const ids = [...(env.model('res.users').table.lookup('login', value) ?? [])];
    return ids.length > 0 ? [['id', 'in', ids]] : usual;
  },
  indexed: 'login partner_id',
  defaults: { active: true, company_id: 1, notification_type: 'email' },
  noCopy: 'api_key_ids',
  compute: {
    active_partner: (env, row) => env.row('res.partner', refOf(row.partner_id))?.active ?? false,
    password: () => false,
    share: (env, row) => !env.db.rights.hasGroup(row.id, 'base.group_user'),
    groups_id: (env, row) => groupIds(env, row),
    group_ids: (env, row) => groupIds(env, row),
    all_group_ids: (env, row) => groupIds(env, row),
  },
  unique: [{ fields: ['login'], message: () => 'You can not have two users with the same login!' }],
  beforeCreate: (env, vals) => {
    const taken = env.model('res.users').table.lookup('login', String(vals.login))?.size ?? 0;
    if (taken > 0) throw uniqueViolation('You can not have two users with the same login!', ['login']);
    throw notSimulated('creating users');
  },
  methods: {
    has_group: {
      on: 'record',
      params: 'group_ext_id',
      run: ({ env, ids, args }) => env.db.rights.hasGroup(ids[0] ?? env.uid, String(args.group_ext_id)),
    },
    context_get: {
      on: 'model',
      params: '',
      run: ({ env }) => {
        const partner = env.row('res.partner', refOf(env.row('res.users', env.uid)?.partner_id));
        return {
          lang: textOf(partner?.lang) || 'en_US',
          tz: textOf(partner?.tz) || false,
          uid: env.uid,
        };
      },
    },
  },
};

function groupIds(env: Env, row: Row): readonly number[] {
  const wanted = env.db.rights.groupsOf(row.id);
  const ids: number[] = [];
  for (const group of wanted) {
    const id = refOf(externalRow(env, group)?.res_id);
    if (id !== 0) ids.push(id);
  }
  return ids;
}

export const groupModel: ModelSpec = {
  name: 'res.groups',
  label: 'Access Groups',
  fields: fields.resGroupsFields,
  order: 'name',
  recName: 'full_name',
  compute: { full_name: (_env, row) => textOf(row.title) },
};

export const irModelModel: ModelSpec = {
  name: 'ir.model',
  label: 'Models',
  fields: fields.irModelFields,
  order: 'name',
  searchNames: 'name model',
  indexed: 'model',
};

export const irModelDataModel: ModelSpec = {
  name: 'ir.model.data',
  label: 'Model Data',
  fields: fields.irModelDataFields,
  order: 'module, model, name',
  indexed: 'key target module',
  defaults: { module: '', noupdate: false },
  compute: {
    complete_name: (_env, row) => [textOf(row.module), textOf(row.name)].filter(Boolean).join('.'),
    reference: (_env, row) => `${textOf(row.model)},${refOf(row.res_id)}`,
  },
  displayName: (_env, row) => [textOf(row.module), textOf(row.name)].filter(Boolean).join('.'),
  checks: [
    {
      fields: ['name'],
      run: (_env, rows) => {
        if (rows.some((row) => textOf(row.name).includes(' ')))
          throw checkViolation('External IDs cannot contain spaces');
      },
    },
  ],
  unique: [
    {
      fields: ['module', 'name'],
      message: (_version, values) =>
        rawUnique('ir_model_data_module_name_uniq_index', ['module', 'name'], values.map(String)),
    },
  ],
  afterCreate: indexKeys,
  afterWrite: indexKeys,
  methods: {
    check_object_reference: {
      on: 'model',
      params: 'module xml_id raise_on_access_error=false',
      run: ({ env, args }) => {
        const xmlid = `${String(args.module)}.${String(args.xml_id)}`;
        const row = externalRow(env, xmlid);
        const model = textOf(row?.model);
        if (!row || !env.model(model).table.rows.has(refOf(row.res_id))) {
          throw valueError(`External ID not found in the system: ${xmlid}`);
        }
        return [model, refOf(row.res_id)];
      },
    },
  },
};

function indexKeys(env: Env, rows: readonly Row[]): void {
  const model = env.model('ir.model.data');
  for (const row of rows) {
    setStored(env, model, row, 'key', `${textOf(row.module)}.${textOf(row.name)}`);
    setStored(env, model, row, 'target', `${textOf(row.model)},${refOf(row.res_id)}`);
  }
}

export const moduleModel: ModelSpec = {
  name: 'ir.module.module',
  label: 'Module',
  fields: fields.irModuleModuleFields,
  order: 'application desc,name',
  recName: 'shortdesc',
  searchNames: 'name shortdesc summary',
  indexed: 'name',
  compute: { installed_version: (env) => `${env.version}.0.1.0` },
};

export const parameterModel: ModelSpec = {
  name: 'ir.config_parameter',
  label: 'System Parameter',
  fields: fields.irConfigParameterFields,
  order: 'key',
  recName: 'key',
  unique: [{ fields: ['key'], message: () => 'Key must be unique.' }],
  methods: {
    get_param: {
      on: 'model',
      params: 'key default=false',
      run: ({ env, model, args }) => {
        checkAccess(env, model, 'read');
        const found = [...model.table.rows.values()].find((row) => row.key === args.key);
        return found ? textOf(found.value) : (args.default ?? false);
      },
    },
  },
};

export const precisionModel: ModelSpec = {
  name: 'decimal.precision',
  label: 'Decimal Precision',
  fields: fields.decimalPrecisionFields,
};

export const sequenceModel: ModelSpec = {
  name: 'ir.sequence',
  label: 'Sequence',
  fields: fields.irSequenceFields,
  order: 'name',
  compute: { number_next_actual: (_env, row) => Number(row.number_next) },
};
