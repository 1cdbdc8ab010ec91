import { PasserelleError } from '../../errors.ts';
import { asRows, type OdooCalls, type OdooRow, textOrNull } from './calls.ts';
import { askFacts, type Facts } from './facts.ts';
import type { OdooSettings } from './manifest.ts';
import { missingModule } from './missing-module.ts';
import type { Cell } from './odoo-value.ts';

export interface ModelField {
  readonly type: string;
  /** Decimals that Odoo keeps; null where it does not round. */
  readonly digits: number | null;
  readonly selection: readonly string[];
  readonly relation: string | null;
  readonly readonly: boolean;
  readonly label: string;
}

export type ModelFields = ReadonlyMap<string, ModelField>;
export type Context = Readonly<Record<string, unknown>>;

export interface TargetCallOptions {
  readonly signal?: AbortSignal | undefined;
  readonly repeatable?: boolean;
  readonly context?: Context;
  readonly kwargs?: Readonly<Record<string, unknown>>;
}

export interface SearchOptions {
  readonly signal?: AbortSignal | undefined;
  readonly context?: Context;
  readonly order?: string;
  readonly limit?: number;
}

/** One company of one Odoo, in one language: every call carries both, and UTC. */
export interface Target {
  readonly settings: OdooSettings;
  facts(): Promise<Facts>;
  /** The fields of a model, asked for once. */
  fields(model: string): Promise<ModelFields>;
  /** Whether this user may read external ids. */
  seesExternalIds(): Promise<boolean>;
  call(model: string, method: string, args: readonly unknown[], options?: TargetCallOptions): Promise<unknown>;
  /** Archived records count; relations come as bare ids. */
  searchRead(
    model: string,
    domain: readonly unknown[],
    fields: readonly string[],
    options?: SearchOptions,
  ): Promise<readonly OdooRow[]>;
  /** Records that are gone are left out. */
  read(
    model: string,
    ids: readonly number[],
    fields: readonly string[],
    signal?: AbortSignal,
  ): Promise<readonly OdooRow[]>;
  load(
    model: string,
    columns: readonly string[],
    rows: readonly (readonly Cell[])[],
    signal?: AbortSignal,
    context?: Context,
  ): Promise<unknown>;
  write(
    model: string,
    ids: readonly number[],
    vals: Readonly<Record<string, unknown>>,
    signal?: AbortSignal,
  ): Promise<void>;
  /** Something asked for once a session; forgotten when asking failed. */
  remember<T>(name: string, ask: () => Promise<T>): Promise<T>;
}

export function createTarget(odoo: OdooCalls, settings: OdooSettings): Target {
  const memory = new Map<string, Promise<unknown>>();
  const remember = <T>(name: string, ask: () => Promise<T>): Promise<T> => {
    const known = memory.get(name);
    if (known !== undefined) return known as Promise<T>;
    const asked = ask();
    memory.set(name, asked);
    asked.catch(() => memory.delete(name));
    return asked;
  };

  const facts = () => remember('facts', () => askFacts(odoo, settings));

  const call: Target['call'] = async (model, method, args, options = {}) => {
    const { language, companyId } = await facts();
    const context = {
      lang: language,
      tz: 'UTC',
      allowed_company_ids: [companyId],
      tracking_disable: true,
      ...options.context,
    };
    try {
      return await odoo.call(
        model,
        method,
        args,
        { ...options.kwargs, context },
        { signal: options.signal, ...(options.repeatable !== undefined && { repeatable: options.repeatable }) },
      );
    } catch (error) {
      throw missingModule(model, error);
    }
  };

  return {
    settings,
    facts,
    remember,
    call,
    fields: (model) =>
      remember(`fields ${model}`, async () => readFields(await call(model, 'fields_get', [], FIELDS_GET))),
    seesExternalIds: () =>
      remember('ir.model.data', async () => {
        try {
          await call('ir.model.data', 'search', [[['id', '=', 0]]]);
          return true;
        } catch (error) {
          if (error instanceof PasserelleError && error.code === 'odoo_access_error') return false;
          throw error;
        }
      }),
    searchRead: async (model, domain, fields, { signal, context, order, limit } = {}) =>
      asRows(
        await call(model, 'search_read', [domain], {
          signal,
          context: { active_test: false, ...context },
          // Any `load` but the default leaves out the names of relations, which Odoo computes one by one.
          kwargs: { fields, load: '', ...(order !== undefined && { order }), ...(limit !== undefined && { limit }) },
        }),
      ),
    read: async (model, ids, fields, signal) =>
      ids.length === 0 ? [] : asRows(await call(model, 'read', [ids], { signal, kwargs: { fields, load: '' } })),
    load: (model, columns, rows, signal, context = {}) => call(model, 'load', [columns, rows], { signal, context }),
    write: async (model, ids, vals, signal) => {
      // The same values twice are the same as once.
      if (ids.length > 0) await call(model, 'write', [ids, vals], { signal, repeatable: true });
    },
  };
}

const FIELDS_GET: TargetCallOptions = {
  kwargs: { attributes: ['type', 'digits', 'selection', 'relation', 'readonly', 'string'] },
};

function readFields(answer: unknown): ModelFields {
  const fields = new Map<string, ModelField>();
  for (const [name, raw] of Object.entries((answer ?? {}) as Record<string, Record<string, unknown>>)) {
    const digits = Array.isArray(raw.digits) ? raw.digits[1] : null;
    const selection = Array.isArray(raw.selection) ? (raw.selection as readonly (readonly unknown[])[]) : [];
    fields.set(name, {
      type: String(raw.type),
      digits: typeof digits === 'number' ? digits : null,
      selection: selection.map(([value]) => String(value)),
      relation: textOrNull(raw.relation),
      readonly: raw.readonly === true,
      label: String(raw.string ?? name),
    });
  }
  return fields;
}
