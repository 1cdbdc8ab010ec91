import { PasserelleError } from '../../errors.ts';
import type { OdooClient } from '../client.ts';
import type { Right } from './examination.ts';
import { NEEDS, type Operation } from './needed.ts';

/** `has_access` came with 18; 19 still answers the older name. */
const HAS_ACCESS_SINCE = 18;

/** Asks for each model that record types need what the user may do there. */
export async function askRights(
  client: OdooClient,
  major: number,
  signal: AbortSignal | undefined,
): Promise<readonly Right[]> {
  const wanted = NEEDS.flatMap(({ models }) =>
    models.flatMap(({ model, operations }) => operations.map((operation) => ({ model, operation }))),
  );
  return await Promise.all(
    wanted.map(async ({ model, operation }) => ({
      model,
      operation,
      allowed: await mayDo(client, major, model, operation, signal),
    })),
  );
}

async function mayDo(
  client: OdooClient,
  major: number,
  model: string,
  operation: Operation,
  signal: AbortSignal | undefined,
): Promise<boolean | null> {
  try {
    const answer =
      major >= HAS_ACCESS_SINCE
        ? await client.call(model, 'has_access', [[], operation], {}, { signal, repeatable: true })
        : await client.call(
            model,
            'check_access_rights',
            [operation],
            { raise_exception: false },
            { signal, repeatable: true },
          );
    return answer === true;
  } catch (error) {
    if (error instanceof PasserelleError && error.code === 'odoo_unknown_model') return null;
    throw error;
  }
}
