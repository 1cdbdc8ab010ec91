import type { CommandRun } from './command.ts';
import { jsonList, jsonObject } from './json-argument.ts';
import { clientOf } from './odoo-client.ts';
import { resolveOdoo } from './odoo-connection.ts';

export const run: CommandRun = async (context, [model = '', method = '', argsText, kwargsText], options) => {
  const args = jsonList(argsText, 'ARGS');
  const kwargs = jsonObject(kwargsText, 'KWARGS');
  const client = await clientOf(await resolveOdoo(context, options));
  try {
    const result = await client.call(model, method, args, kwargs, { signal: context.signal });
    context.terminal.out(`${JSON.stringify(result ?? null, null, context.json ? undefined : 2)}\n`);
    return 0;
  } finally {
    await client.close();
  }
};
