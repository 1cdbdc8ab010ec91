import type { ConnectionService } from '../connections/connections.ts';
import type { CheckItem, Session } from '../core/connector.ts';
import { countItems, exitCodeOf, failedItem, formatItems, worst } from './check-report.ts';
import type { CommandRun } from './command.ts';

interface Checked {
  readonly name: string;
  readonly connector: string | null;
  readonly items: readonly CheckItem[];
}

export const run: CommandRun = async (context, [name]) => {
  const { terminal, signal, json } = context;
  const { connections } = await context.app();
  const checked: Checked[] = [];
  const show = (each: Checked) => {
    checked.push(each);
    if (json) return;
    const of = each.connector === null ? '' : ` (${each.connector})`;
    terminal.out(`${each.name}${of}: ${countItems(each.items)}\n${formatItems(each.items, '  ')}`);
  };
  if (name !== undefined) {
    // A name that is unknown, or settings that do not hold, are an error of the command itself.
    const { connector, open } = await connections.get(name);
    show({ name, connector, items: await examine(open, signal) });
  } else {
    for (const each of await connections.list()) show(await checkListed(connections, each, signal));
    if (checked.length === 0 && !json) terminal.out('There are no connections yet.\n');
  }
  if (json) {
    const out = checked.map(({ items, ...rest }) => ({ ...rest, status: worst(items), items }));
    terminal.out(`${JSON.stringify(out)}\n`);
  }
  return exitCodeOf(checked.flatMap(({ items }) => items));
};

/** One of many: whatever is wrong with it, the others are checked too. */
async function checkListed(
  connections: ConnectionService,
  { name, connector }: { readonly name: string; readonly connector: string },
  signal: AbortSignal,
): Promise<Checked> {
  try {
    const { open } = await connections.get(name);
    return { name, connector, items: await examine(open, signal) };
  } catch (error) {
    return { name, connector, items: [failedItem('settings', error)] };
  }
}

/** The session's own check; that it cannot be opened is the first finding. */
async function examine(open: () => Promise<Session>, signal: AbortSignal): Promise<readonly CheckItem[]> {
  try {
    const session = await open();
    try {
      return await session.check({ signal });
    } finally {
      await session.close();
    }
  } catch (error) {
    return [failedItem('connection', error)];
  }
}
