import type { FieldTable } from '../orm/field.ts';

/** Fields of `res.users` that the simulator keeps or computes. */
export const resUsersFields: FieldTable = {
  partner_id: { type: 'many2one', string: 'Related Partner', relation: 'res.partner', flags: 'required' },
  login: { type: 'char', string: 'Login', flags: 'required' },
  password: { type: 'char', string: 'Password', flags: 'virtual unsearchable' },
  active: { type: 'boolean', string: 'Active' },
  active_partner: {
    type: 'boolean',
    string: 'Partner is Active',
    related: 'partner_id.active',
    flags: 'readonly virtual sortable groupable',
  },
  share: { type: 'boolean', string: 'Share User', flags: 'readonly' },
  company_id: { type: 'many2one', string: 'Company', relation: 'res.company', flags: 'required' },
  company_ids: { type: 'many2many', string: 'Companies', relation: 'res.company' },
  groups_id: { type: 'many2many', string: 'Groups', relation: 'res.groups', only: 18 },
  group_ids: { type: 'many2many', string: 'Groups', relation: 'res.groups', only: 19 },
  all_group_ids: {
    type: 'many2many',
    string: 'Groups and implied groups',
    relation: 'res.groups',
    flags: 'readonly virtual',
    only: 19,
  },
  notification_type: {
    type: 'selection',
    string: 'Notification',
    selection: 'email=By Emails|inbox=In Odoo',
    flags: 'required',
    v18: { selection: 'email=Handle by Emails|inbox=Handle in Odoo' },
  },
  signature: { type: 'html', string: 'Email Signature' },
  api_key_ids: { type: 'one2many', string: 'API Keys', relation: 'res.users.apikeys', inverse: 'user_id' },
};

/** Fields of `res.groups` that the simulator keeps or computes. */
export const resGroupsFields: FieldTable = {
  name: { type: 'char', string: 'Name', flags: 'required translate' },
  full_name: { type: 'char', string: 'Group Name', flags: 'readonly virtual' },
  share: { type: 'boolean', string: 'Share Group' },
  comment: { type: 'text', string: 'Comment', flags: 'translate' },
};

/** Fields of `ir.model` that the simulator keeps or computes. */
export const irModelFields: FieldTable = {
  name: { type: 'char', string: 'Model Description', flags: 'required translate' },
  model: { type: 'char', string: 'Model', flags: 'required' },
  info: { type: 'text', string: 'Information' },
  state: { type: 'selection', string: 'Type', selection: 'manual=Custom Object|base=Base Object', flags: 'readonly' },
  transient: { type: 'boolean', string: 'Transient Model' },
  modules: { type: 'char', string: 'In Apps', flags: 'readonly virtual unsearchable' },
};

/** Fields of `ir.model.data` that the simulator keeps or computes. */
export const irModelDataFields: FieldTable = {
  name: { type: 'char', string: 'External Identifier', flags: 'required' },
  complete_name: { type: 'char', string: 'Complete ID', flags: 'readonly virtual unsearchable' },
  model: { type: 'char', string: 'Model Name', flags: 'required' },
  module: { type: 'char', string: 'Module', flags: 'required' },
  res_id: { type: 'many2one_reference', string: 'Record ID' },
  noupdate: { type: 'boolean', string: 'Non Updatable' },
  reference: { type: 'char', string: 'Reference', flags: 'readonly virtual unsearchable' },
};

/** Fields of `ir.module.module` that the simulator keeps or computes. */
export const irModuleModuleFields: FieldTable = {
  name: { type: 'char', string: 'Technical Name', flags: 'required readonly' },
  shortdesc: { type: 'char', string: 'Module Name', flags: 'readonly translate' },
  summary: { type: 'char', string: 'Summary', flags: 'readonly translate' },
  state: {
    type: 'selection',
    string: 'Status',
    selection:
      'uninstallable=Uninstallable|uninstalled=Not Installed|installed=Installed|to upgrade=To be upgraded|to remove=To be removed|to install=To be installed',
    flags: 'readonly',
  },
  latest_version: { type: 'char', string: 'Installed Version', flags: 'readonly' },
  installed_version: { type: 'char', string: 'Latest Version', flags: 'readonly virtual unsearchable' },
  application: { type: 'boolean', string: 'Application', flags: 'readonly' },
};

/** Fields of `ir.config_parameter` that the simulator keeps or computes. */
export const irConfigParameterFields: FieldTable = {
  key: { type: 'char', string: 'Key', flags: 'required' },
  value: { type: 'text', string: 'Value', flags: 'required' },
};

/** Fields of `decimal.precision` that the simulator keeps or computes. */
export const decimalPrecisionFields: FieldTable = {
  name: { type: 'char', string: 'Usage', flags: 'required' },
  digits: { type: 'integer', string: 'Digits', flags: 'required' },
};

/** Fields of `ir.sequence` that the simulator keeps or computes. */
export const irSequenceFields: FieldTable = {
  name: { type: 'char', string: 'Name', flags: 'required' },
  code: { type: 'char', string: 'Sequence Code' },
  prefix: { type: 'char', string: 'Prefix', flags: 'untrimmed' },
  suffix: { type: 'char', string: 'Suffix', flags: 'untrimmed' },
  padding: { type: 'integer', string: 'Sequence Size', flags: 'required' },
  implementation: {
    type: 'selection',
    string: 'Implementation',
    selection: 'standard=Standard|no_gap=No gap',
    flags: 'required',
  },
  active: { type: 'boolean', string: 'Active' },
  number_increment: { type: 'integer', string: 'Step', flags: 'required' },
  number_next: { type: 'integer', string: 'Next Number', flags: 'required' },
  number_next_actual: { type: 'integer', string: 'Actual Next Number', flags: 'virtual unsearchable' },
  company_id: { type: 'many2one', string: 'Company', relation: 'res.company' },
};

/** Fields of `res.users.apikeys` that the simulator keeps or computes. */
export const resUsersApikeysFields: FieldTable = {
  name: { type: 'char', string: 'Description', flags: 'required readonly' },
  user_id: { type: 'many2one', string: 'User', relation: 'res.users', flags: 'required readonly' },
  scope: { type: 'char', string: 'Scope', flags: 'readonly' },
  create_date: { type: 'datetime', string: 'Creation Date', flags: 'readonly' },
  expiration_date: { type: 'datetime', string: 'Expiration Date', flags: 'readonly' },
};

/** Fields of `res.users.apikeys.description` that the simulator keeps or computes. */
export const resUsersApikeysDescriptionFields: FieldTable = {
  name: { type: 'char', string: 'Description', flags: 'required' },
  duration: {
    type: 'selection',
    string: 'Duration',
    selection: '1=1 Day|7=1 Week|30=1 Month|90=3 Months|180=6 Months|365=1 Year|0=Persistent Key|-1=Custom Date',
    flags: 'required',
  },
  expiration_date: { type: 'datetime', string: 'Expiration Date' },
};

/** Fields of `res.users.identitycheck` that the simulator keeps or computes. */
export const resUsersIdentitycheckFields: FieldTable = {
  auth_method: {
    type: 'selection',
    string: 'Auth Method',
    selection: 'password=Password|webauthn=Passkey',
    v18: { selection: 'password=Password' },
  },
  password: { type: 'char', string: 'Password', flags: 'virtual unsearchable', v18: { flags: '' } },
};
