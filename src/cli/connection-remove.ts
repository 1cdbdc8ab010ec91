import type { CommandRun } from './command.ts';

export const run: CommandRun = async (context, [name = '']) => {
  const { connections } = await context.app();
  await connections.remove(name);
  context.terminal.out(
    context.json
      ? `${JSON.stringify({ name, removed: true })}\n`
      : `Removed ${name} and its secrets. The links of its records stay.\n`,
  );
  return 0;
};
