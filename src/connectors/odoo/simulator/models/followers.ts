import type { Env } from '../orm/env.ts';
import type { Method, ModelSpec } from '../orm/model.ts';
import { idsOf, type Row, refOf } from '../orm/values.ts';
import { setStored } from '../orm/write.ts';

/** Adds a partner to the followers of a record. */
export function follow(env: Env, modelName: string, row: Row, partnerIds: readonly number[]): void {
  const before = idsOf(row.followers);
  const fresh = partnerIds.filter((id) => id !== 0 && !before.includes(id));
  if (fresh.length > 0) setStored(env, env.model(modelName), row, 'followers', [...before, ...fresh]);
}

/** The creator follows what he creates, unless the context turns mail off. */
export function followCreator(env: Env, modelName: string, rows: readonly Row[]): void {
  if (env.context.tracking_disable || env.context.mail_create_nosubscribe) return;
  const user = env.row('res.users', env.uid);
  for (const row of rows) follow(env, modelName, row, [refOf(user?.partner_id)]);
}

const subscribe: Method = {
  on: 'record',
  params: 'partner_ids=None subtype_ids=None',
  run: ({ env, model, ids, args }) => {
    const partners = Array.isArray(args.partner_ids) ? args.partner_ids.filter((id) => typeof id === 'number') : [];
    for (const row of env.rows(model.name, ids)) follow(env, model.name, row, partners);
    return true;
  },
};

const unsubscribe: Method = {
  on: 'record',
  params: 'partner_ids=None',
  run: ({ env, model, ids, args }) => {
    const gone = new Set(Array.isArray(args.partner_ids) ? args.partner_ids : []);
    for (const row of env.rows(model.name, ids)) {
      setStored(
        env,
        model,
        row,
        'followers',
        idsOf(row.followers).filter((id) => !gone.has(id)),
      );
    }
    return null;
  },
};

/** What a model with followers has. */
export const followerMethods: NonNullable<ModelSpec['methods']> = {
  message_subscribe: subscribe,
  message_unsubscribe: unsubscribe,
};

export const followerComputes: NonNullable<ModelSpec['compute']> = {
  message_partner_ids: (_env, row) => idsOf(row.followers),
  message_is_follower: (env, row) => {
    const user = env.row('res.users', env.uid);
    return idsOf(row.followers).includes(refOf(user?.partner_id));
  },
};
