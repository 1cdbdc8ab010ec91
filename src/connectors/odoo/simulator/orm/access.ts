import { accessError } from '../errors.ts';
import type { Env } from './env.ts';
import type { Model, Operation } from './model.ts';

const WORDS: Readonly<Record<Operation, string>> = {
  read: 'access',
  write: 'modify',
  create: 'create',
  unlink: 'delete',
};

/** Whether the caller's groups grant the operation on the model. */
export function mayAccess(env: Env, model: Model, operation: Operation): boolean {
  if (env.su) return true;
  return env.db.rights.allows(env.uid, model.name, operation);
}

/** Refuses as Odoo does, with the groups that would be let in. */
export function checkAccess(env: Env, model: Model, operation: Operation): void {
  if (mayAccess(env, model, operation)) return;
  const groups = env.db.rights.groupsFor(model.name, operation);
  const head = `You are not allowed to ${WORDS[operation]} '${model.label}' (${model.name}) records.`;
  const who =
    groups.length > 0
      ? `This operation is allowed for the following groups:\n${groups.map((group) => `\t- ${group}`).join('\n')}`
      : 'No group currently allows this operation.';
  throw accessError(`${head}\n\n${who}\n\nContact your administrator to request access if necessary.`);
}
