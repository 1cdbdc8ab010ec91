import type { OdooContext } from './options.ts';

/** The context of one call: the client's, then the call's own options, then what `kwargs` brought along. */
export function withContext(
  kwargs: Readonly<Record<string, unknown>>,
  client: OdooContext,
  call: OdooContext | undefined,
): Record<string, unknown> {
  const own = kwargs.context;
  if (own === undefined || own === null) return { ...kwargs, context: call ? { ...client, ...call } : client };
  return { ...kwargs, context: { ...client, ...call, ...(own as OdooContext) } };
}
