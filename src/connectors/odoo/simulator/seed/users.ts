import type { Env } from '../orm/env.ts';
import { assignExternalId } from '../orm/external-ids.ts';
import type { Row } from '../orm/values.ts';
import type { Simulation } from '../simulation.ts';
import { put } from './seeding.ts';

interface UserSeed {
  readonly login: string;
  readonly name: string;
  readonly kind?: string;
  readonly active?: boolean;
  readonly partnerXmlid?: string;
  readonly xmlid?: string;
  readonly password?: string;
  readonly email?: string;
}

export function seedGroups(env: Env): void {
  for (const key of env.db.rights.groupKeys()) {
    const fullName = env.db.rights.groupName(key);
    const row = put(env, 'res.groups', { name: fullName.split(' / ').at(-1) ?? fullName }, key);
    env.model('res.groups').table.set(row, 'title', fullName);
  }
}

function putUser(simulation: Simulation, env: Env, seed: UserSeed): Row {
  const partner = put(
    env,
    'res.partner',
    { name: seed.name, active: seed.active ?? true, lang: 'en_US', email: seed.email ?? false },
    seed.partnerXmlid ?? '',
  );
  const model = env.model('res.users');
  const row: Row = {
    id: model.table.nextId,
    login: seed.login,
    partner_id: partner.id,
    active: seed.active ?? true,
    company_id: 1,
    company_ids: [1],
    notification_type: 'email',
    signature: false,
    create_date: env.tx.startedAt,
    write_date: env.tx.startedAt,
    create_uid: 1,
    write_uid: 1,
  };
  model.table.nextId += 1;
  model.table.insert(row);
  if (seed.xmlid) assignExternalId(env, seed.xmlid, 'res.users', row.id, true);
  if (seed.kind) env.db.rights.setKind(row.id, seed.kind);
  if (seed.password) simulation.passwords.set(row.id, seed.password);
  return row;
}

/** Odoo's own users, the administrator, a limited one and a bot for sales and stock. */
export function seedUsers(simulation: Simulation, env: Env, login: string, password: string): void {
  putUser(simulation, env, {
    login: '__system__',
    name: 'OdooBot',
    active: false,
    kind: 'admin',
    xmlid: 'base.user_root',
    partnerXmlid: 'base.partner_root',
    email: 'odoobot@example.com',
  });
  putUser(simulation, env, {
    login,
    name: 'Administrator',
    kind: 'admin',
    xmlid: 'base.user_admin',
    partnerXmlid: 'base.partner_admin',
    password,
    email: 'admin@example.com',
  });
  if (env.version === 18)
    putUser(simulation, env, {
      login: 'default',
      name: 'Default User Template',
      active: false,
      xmlid: 'base.default_user',
      partnerXmlid: 'base.default_user_res_partner',
    });
  putUser(simulation, env, {
    login: 'public',
    name: 'Public user',
    active: false,
    xmlid: 'base.public_user',
    partnerXmlid: 'base.public_partner',
  });
  putUser(simulation, env, {
    login: 'portaltemplate',
    name: 'Portal User Template',
    active: false,
    xmlid: 'base.template_portal_user_id',
    partnerXmlid: 'base.template_portal_user_id_res_partner',
  });
  putUser(simulation, env, { login: 'limited', name: 'Limited User', kind: 'limited', password: 'limited' });
  putUser(simulation, env, { login: 'bot', name: 'Bot User', kind: 'bot', password: 'bot' });
  const company = env.model('res.company').table.rows.get(1);
  const all = [...env.model('res.users').table.rows.keys()];
  if (company) env.model('res.company').table.set(company, 'user_ids', all);
}
