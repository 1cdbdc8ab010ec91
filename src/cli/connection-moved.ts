import type { CommandRun } from './command.ts';

export const run: CommandRun = async (context, [name = '']) => {
  const { connections } = await context.app();
  const identity = await connections.moved(name);
  context.terminal.out(
    context.json ? `${JSON.stringify({ name, identity })}\n` : `${name} is now ${identity}. Its links go on.\n`,
  );
  return 0;
};
