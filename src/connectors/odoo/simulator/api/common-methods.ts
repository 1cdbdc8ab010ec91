import { notSimulated, userError } from '../errors.ts';
import { checkAccess, mayAccess } from '../orm/access.ts';
import { isTruthy } from '../orm/convert.ts';
import { copyRecords } from '../orm/copy.ts';
import { createRecords } from '../orm/create.ts';
import { defaultGet } from '../orm/default-get.ts';
import { exportData } from '../orm/export.ts';
import { externalRows, xmlidOf } from '../orm/external-ids.ts';
import { fieldsGet } from '../orm/fields-get.ts';
import { formattedReadGroup, readGroup } from '../orm/group.ts';
import { load } from '../orm/load.ts';
import { type Call, type Method, type Operation, RecordsAnswer } from '../orm/model.ts';
import { nameSearchRows } from '../orm/name-search.ts';
import { readRecords } from '../orm/read.ts';
import { search, searchCount } from '../orm/search.ts';
import { getTranslations, updateTranslations } from '../orm/translations.ts';
import { unlinkRecords } from '../orm/unlink.ts';
import { displayName } from '../orm/value.ts';
import { isObject, type Json, type Row, type Vals } from '../orm/values.ts';
import { webRead } from '../orm/web-read.ts';
import { writeRecords } from '../orm/write.ts';
import { present } from './present.ts';

const names = (value: Json | undefined): string[] | undefined =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : undefined;

const limitOf = (value: Json | undefined): { readonly limit?: number } =>
  typeof value === 'number' && value !== 0 ? { limit: value } : {};

const orderOf = (value: Json | undefined): { readonly order?: string } =>
  typeof value === 'string' && value !== '' ? { order: value } : {};

function found(call: Call): Row[] {
  const { args, env, model } = call;
  const offset = typeof args.offset === 'number' ? args.offset : 0;
  return search(env, model, args.domain ?? [], { offset, ...limitOf(args.limit), ...orderOf(args.order) });
}

function valsOf(value: Json | undefined): Vals {
  if (isObject(value)) return { ...value };
  throw notSimulated('values that are not an object');
}

function create(call: Call): RecordsAnswer {
  const given = call.args.vals_list;
  const list = Array.isArray(given) ? given.map(valsOf) : [valsOf(given)];
  if (list.length === 0) return new RecordsAnswer([]);
  const rows = createRecords(call.env, call.model, list);
  return new RecordsAnswer(
    rows.map(({ id }) => id),
    !Array.isArray(given),
  );
}

function archive(active: boolean): (call: Call) => Json {
  return (call) => {
    const rows = present(call).filter((row) => (row.active !== false) !== active);
    writeRecords(call.env, call.model, rows, { active });
    return null;
  };
}

function toggle(call: Call): Json {
  const rows = present(call);
  const on = rows.filter((row) => row.active !== false);
  const off = rows.filter((row) => row.active === false);
  writeRecords(call.env, call.model, on, { active: false });
  writeRecords(call.env, call.model, off, { active: true });
  return null;
}

function nameSearch(call: Call, domain: Json | undefined): Json {
  const { env, model, args } = call;
  const operator = typeof args.operator === 'string' ? args.operator : 'ilike';
  const found = nameSearchRows(
    env,
    model,
    args.name ?? '',
    Array.isArray(domain) ? domain : [],
    operator,
    limitOf(args.limit).limit,
  );
  return found.map((row) => [row.id, displayName(env, model, row)]);
}

function access(call: Call): boolean {
  return mayAccess(call.env, call.model, call.args.operation as Operation);
}

function readAnswer(call: Call): Json {
  const pairs = !call.given.has('load') || isTruthy(call.args.load);
  const wanted = names(call.args.fields);
  if (wanted?.length === 1 && wanted[0] === 'id') return call.ids.map((id) => ({ id }));
  return readRecords(call.env, call.model, call.env.rows(call.model.name, call.ids), wanted, pairs);
}

function metadata(call: Call): Json {
  const log = ['create_uid', 'create_date', 'write_uid', 'write_date'].filter((name) => call.model.fields.has(name));
  const rows = call.env.rows(call.model.name, call.ids);
  return readRecords(call.env, call.model, rows, log).map((record) => {
    const id = isObject(record) ? Number(record.id) : 0;
    const xmlids = externalRows(call.env, call.model.name, id).map((row) => ({
      xmlid: xmlidOf(row),
      noupdate: row.noupdate === true,
    }));
    const [first] = xmlids;
    return {
      ...(isObject(record) ? record : {}),
      xmlid: first?.xmlid ?? false,
      noupdate: first?.noupdate ?? false,
      xmlids,
    };
  });
}

function externalIds(call: Call): Json {
  const pairs = call.ids.map((id): [string, Json] => {
    const [row] = externalRows(call.env, call.model.name, id);
    return [String(id), row ? xmlidOf(row) : ''];
  });
  return Object.fromEntries(pairs);
}

/** The methods that every model has. */
export const commonMethods: Readonly<Record<string, Method>> = {
  search: {
    on: 'model',
    params: 'domain offset=0 limit=None order=None',
    run: (call) => new RecordsAnswer(found(call).map(({ id }) => id)),
  },
  search_count: {
    on: 'model',
    params: 'domain limit=None',
    run: ({ env, model, args }) => searchCount(env, model, args.domain ?? [], limitOf(args.limit).limit),
  },
  search_read: {
    on: 'model',
    params: 'domain=None fields=None offset=0 limit=None order=None load=None',
    run: (call) => {
      const pairs = !call.given.has('load') || isTruthy(call.args.load);
      return readRecords(call.env, call.model, found(call), names(call.args.fields), pairs);
    },
  },
  read: { on: 'record', params: 'fields=None load=None', run: readAnswer },
  create: { on: 'model', params: 'vals_list', run: create },
  write: {
    on: 'record',
    params: 'vals',
    run: (call) => {
      checkAccess(call.env, call.model, 'write');
      writeRecords(call.env, call.model, present(call), valsOf(call.args.vals));
      return true;
    },
  },
  unlink: {
    on: 'record',
    params: '',
    run: (call) => {
      checkAccess(call.env, call.model, 'unlink');
      unlinkRecords(call.env, call.model, present(call));
      return true;
    },
  },
  copy: {
    on: 'record',
    params: 'default=None',
    run: (call) => {
      const given = isObject(call.args.default) ? { ...call.args.default } : {};
      return new RecordsAnswer(copyRecords(call.env, call.model, present(call), given).map(({ id }) => id));
    },
  },
  exists: {
    on: 'record',
    params: '',
    only: 18,
    run: ({ env, model, ids }) => new RecordsAnswer(env.rows(model.name, ids).map(({ id }) => id)),
  },
  fields_get: {
    on: 'model',
    params: 'allfields=None attributes=None',
    run: ({ env, model, args }) => fieldsGet(env, model, names(args.allfields), names(args.attributes)),
  },
  default_get: {
    on: 'model',
    params: 'fields_list',
    run: ({ env, model, args }) => defaultGet(env, model, names(args.fields_list) ?? []),
  },
  name_search: {
    on: 'model',
    params: "name='' args=None operator='ilike' limit=100",
    only: 18,
    run: (call) => nameSearch(call, call.args.args),
  },
  'name_search@19': {
    on: 'model',
    params: "name='' domain=None operator='ilike' limit=100",
    run: (call) => nameSearch(call, call.args.domain),
  },
  name_create: {
    on: 'model',
    params: 'name',
    run: ({ env, model, args }) => {
      const [row] = createRecords(env, model, [{ [model.recName]: args.name ?? false }]);
      return row ? [row.id, displayName(env, model, row)] : false;
    },
  },
  has_access: { on: 'record', params: 'operation', run: access },
  check_access: {
    on: 'record',
    params: 'operation',
    run: (call) => {
      if (!access(call)) throw notSimulated('check_access that fails');
      return null;
    },
  },
  check_access_rights: { on: 'model', params: 'operation raise_exception=true', run: access },
  action_archive: { on: 'record', params: '', run: archive(false) },
  action_unarchive: { on: 'record', params: '', run: archive(true) },
  toggle_active: { on: 'record', params: '', run: toggle },
  load: {
    on: 'model',
    params: 'fields data',
    run: ({ env, model, args }) =>
      load(env, model, names(args.fields) ?? [], Array.isArray(args.data) ? args.data : []),
  },
  export_data: {
    on: 'record',
    params: 'fields_to_export',
    run: (call) => {
      if (!call.env.db.rights.hasGroup(call.env.uid, 'base.group_allow_export')) {
        throw userError("You don't have the rights to export data. Please contact an Administrator.");
      }
      return exportData(call.env, call.model, present(call), names(call.args.fields_to_export) ?? []);
    },
  },
  get_metadata: { on: 'record', params: '', run: metadata },
  get_external_id: { on: 'record', params: '', run: externalIds },
  read_group: {
    on: 'model',
    params: 'domain fields groupby offset=0 limit=None orderby=false lazy=true',
    run: readGroup,
  },
  formatted_read_group: {
    on: 'model',
    params: 'domain groupby=[] aggregates=[] having=[] offset=0 limit=None order=None',
    run: formattedReadGroup,
  },
  web_search_read: {
    on: 'model',
    params: 'domain specification offset=0 limit=None order=None count_limit=None',
    run: (call) => ({
      length: searchCount(call.env, call.model, call.args.domain ?? []),
      records: webRead(
        call.env,
        call.model,
        found(call),
        isObject(call.args.specification) ? call.args.specification : {},
      ),
    }),
  },
  web_read: {
    on: 'record',
    params: 'specification',
    run: (call) =>
      webRead(call.env, call.model, present(call), isObject(call.args.specification) ? call.args.specification : {}),
  },
  update_field_translations: {
    on: 'record',
    params: "field_name translations source_lang=''",
    run: updateTranslations,
  },
  get_field_translations: { on: 'record', params: 'field_name langs=None', run: getTranslations },
};
