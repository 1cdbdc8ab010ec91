import type { OdooSettings } from '../connectors/odoo/manifest.ts';
import { countItems, exitCodeOf, formatItems, worst } from './check-report.ts';
import type { CommandRun } from './command.ts';
import { clientOf } from './odoo-client.ts';
import { resolveOdoo } from './odoo-connection.ts';

export const run: CommandRun = async (context, _args, options) => {
  const { terminal, signal, json } = context;
  const connection = await resolveOdoo(context, options);
  const settings = connection.settings as OdooSettings;
  const client = await clientOf(connection);
  try {
    const { checkOdoo } = await import('../odoo/examine/check-odoo.ts');
    const { facts, items } = await checkOdoo(client, settings, { now: Date.now, signal });
    if (json) terminal.out(`${JSON.stringify({ status: worst(items), items, facts: withoutErrors(facts) })}\n`);
    else terminal.out(`${formatItems(items)}\n${countItems(items)}\n`);
    return exitCodeOf(items);
  } finally {
    await client.close();
  }
};

/** The facts as plain values; null where Odoo would not tell, which the items say. */
function withoutErrors(facts: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, fact]: [string, unknown]) => {
      if (typeof fact !== 'object' || fact === null || !('ok' in fact)) return [name, fact];
      return [name, 'value' in fact ? fact.value : null];
    }),
  );
}
