import { OdooError, userError } from '../errors.ts';
import * as fields from '../fields/system.ts';
import { createRecords } from '../orm/create.ts';
import { addDays } from '../orm/dates.ts';
import type { Env } from '../orm/env.ts';
import type { Call, ModelSpec } from '../orm/model.ts';
import { type Json, type Row, refOf, textOf } from '../orm/values.ts';
import { setStored } from '../orm/write.ts';

const TEN_MINUTES_MS = 600_000;

export const apiKeyModel: ModelSpec = {
  name: 'res.users.apikeys',
  label: 'Users API Keys',
  fields: fields.resUsersApikeysFields,
  logAccess: false,
  onDelete: 'user_id:cascade',
};

function proved(env: Env): boolean {
  return env.session !== undefined && env.db.secrets.nowMs() - env.session.identityCheckedAtMs < TEN_MINUTES_MS;
}

/** A new key, shown once; before that Odoo asks for the password unless it was given within ten minutes. */
function makeKey(call: Call): Json {
  const { env } = call;
  if (!env.session) throw userError('This method can only be accessed over HTTP');
  const [row] = env.rows('res.users.apikeys.description', call.ids);
  if (!row) throw userError('The key needs a description');
  if (proved(env)) return issue(env, row);
  const model = env.model('res.users.identitycheck');
  const [check] = createRecords(env.sudo(), model, [{ auth_method: 'password' }]);
  if (check) setStored(env, model, check, 'pending', row.id);
  const action = {
    type: 'ir.actions.act_window',
    res_model: model.name,
    res_id: check?.id ?? 0,
    target: 'new',
    views: [[false, 'form']],
  };
  if (env.version === 18) return { ...action, name: 'Security Control' };
  return { ...action, name: 'Access Control', context: { dialog_size: 'medium' } };
}

function issue(env: Env, row: Row): Json {
  const days = Number(row.duration);
  const expires = days > 0 ? `${addDays(env.today, days)} 00:00:00` : false;
  const key = env.db.secrets.issueKey(env.uid, textOf(row.name), expires);
  return {
    type: 'ir.actions.act_window',
    res_model: 'res.users.apikeys.show',
    name: 'API Key Ready',
    views: [[false, 'form']],
    target: 'new',
    context: { default_key: key },
  };
}

/** 18 takes the password that was written on the record, 19 the one in the context. */
function runCheck(call: Call): Json {
  const { env } = call;
  if (!env.session) throw new OdooError('builtins.AssertionError', 'This method can only be accessed over HTTP');
  const model = env.model('res.users.identitycheck');
  const [check] = env.rows(model.name, call.ids);
  const given = env.version === 18 ? textOf(check?.password) : String(env.context.password ?? '');
  if (!check || !env.db.secrets.isPasswordOf(env.uid, given)) {
    throw userError('Incorrect Password, try again or click on Forgot Password to reset your password.');
  }
  if (env.version === 18) setStored(env, model, check, 'password', false);
  env.session.identityCheckedAtMs = env.db.secrets.nowMs();
  env.session.changed = true;
  const [row] = env.rows('res.users.apikeys.description', [refOf(check.pending)]);
  if (!row) throw userError('The key needs a description');
  return issue(env, row);
}

export const apiKeyDescriptionModel: ModelSpec = {
  name: 'res.users.apikeys.description',
  label: 'API Key Description',
  fields: fields.resUsersApikeysDescriptionFields,
  transient: true,
  defaults: { duration: '1' },
  methods: { make_key: { on: 'record', params: '', run: makeKey } },
};

export const identityCheckModel: ModelSpec = {
  name: 'res.users.identitycheck',
  label: 'Password Check Wizard',
  fields: fields.resUsersIdentitycheckFields,
  transient: true,
  defaults: { auth_method: 'password' },
  methods: { run_check: { on: 'record', params: '', run: runCheck } },
};
