import type { CheckItem } from '../../core/connector.ts';
import type { Examination, Right } from './examination.ts';
import { NEEDS, type Operation } from './needed.ts';

const VERBS: Readonly<Record<Operation, string>> = {
  read: 'read',
  create: 'create',
  write: 'change',
  unlink: 'delete',
};

/** One item a record type: whether the user may do all that it needs. Pure. */
export function adviseOnRights({ rights, major, userId, user }: Examination): readonly CheckItem[] {
  if (!rights.ok) {
    const { message, code } = rights.error;
    return [
      { name: 'rights', status: 'warning', message: `Odoo does not tell what this user may do: ${message} (${code})` },
    ];
  }
  const who = (user.ok ? user.value.login : null) ?? `User ${userId}`;
  return NEEDS.map(({ type, module, groups, models }): CheckItem => {
    const name = `rights: ${type}`;
    const own = rights.value.filter(({ model, operation }) =>
      models.some((needed) => needed.model === model && needed.operations.includes(operation)),
    );
    const absent = [...new Set(own.filter(({ allowed }) => allowed === null).map(({ model }) => model))];
    const refused = own.filter(({ allowed }) => allowed === false);
    if (refused.length > 0) {
      return {
        name,
        status: 'failed',
        message: `${who} may not ${list(refused)}.`,
        remedy: `Give the user in Odoo (Settings, Users): ${groups(major)}.`,
      };
    }
    if (absent.length > 0) {
      return {
        name,
        status: 'warning',
        message: `This Odoo has no ${absent.join(', ')}.`,
        remedy: `Install the module ${module ?? 'that brings them'} in Odoo's Apps if you need it.`,
      };
    }
    return { name, status: 'ok', message: `${who} may do all that is needed on ${models.length} models.` };
  });
}

/** `create product.template, create or change product.tag`. */
function list(refused: readonly Right[]): string {
  const byVerbs = new Map<string, string[]>();
  for (const model of new Set(refused.map((right) => right.model))) {
    const verbs = refused.filter((right) => right.model === model).map(({ operation }) => VERBS[operation]);
    const words = verbs.length > 1 ? `${verbs.slice(0, -1).join(', ')} or ${verbs.at(-1)}` : verbs.join('');
    byVerbs.set(words, [...(byVerbs.get(words) ?? []), model]);
  }
  return [...byVerbs].map(([verbs, models]) => `${verbs} ${models.join(', ')}`).join('; ');
}
