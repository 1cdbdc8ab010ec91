import type { CommandRun } from './command.ts';
import { errorJson, printError } from './errors.ts';
import { formatTable } from './table.ts';

const ORIGIN = { file: 'passerelle.yaml', stored: 'database' } as const;

export const run: CommandRun = async (context) => {
  const { connections } = await context.app();
  const { terminal } = context;
  const found = await connections.list();
  if (context.json) {
    const shown = found.map(({ problem, ...rest }) => ({ ...rest, problem: problem && errorJson(problem) }));
    terminal.out(`${JSON.stringify(shown)}\n`);
  } else if (found.length === 0) {
    terminal.out('There are no connections yet. Add one with "passerelle connection add", or in passerelle.yaml.\n');
  } else {
    const rows = found.map(({ name, connector, origin, identity, problem }) => [
      name,
      connector,
      ORIGIN[origin],
      identity ?? `not usable: ${problem?.code ?? 'unknown account'}`,
    ]);
    terminal.out(formatTable(['NAME', 'CONNECTOR', 'FROM', 'ACCOUNT'], rows));
  }
  const problems = found.flatMap(({ problem }) => problem ?? []);
  if (!context.json) for (const problem of problems) printError(terminal, problem, false);
  return problems.length === 0 ? 0 : 3;
};
