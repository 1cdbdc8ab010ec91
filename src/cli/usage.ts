import type { Command, CommanderError } from 'commander';
import { suggest } from '../core/nearest.ts';
import { PasserelleError } from '../errors.ts';

/** What commander found wrong with a command line, as an error with a code and the nearest right word. */
export function usageError(error: CommanderError, program: Command, argv: readonly string[]): PasserelleError {
  const message = error.message.replace(/^error: /, '').split('\n')[0] ?? error.message;
  const command = commandOf(program, argv);
  const [, quoted = ''] = /'([^']*)'/.exec(message) ?? [];
  const sentence = `${message.charAt(0).toUpperCase()}${message.slice(1)}${/[.?]$/.test(message) ? '' : '.'}`;
  const help = `See "${fullName(command)} --help".`;
  switch (error.code) {
    case 'commander.unknownCommand': {
      const remedy = suggest(
        quoted,
        command.commands.map((c) => c.name()),
      );
      return new PasserelleError('unknown_command', sentence, { field: 'command', value: quoted, remedy });
    }
    case 'commander.unknownOption': {
      const known = lineage(command).flatMap((c) => c.options.flatMap((o) => o.long ?? []));
      return new PasserelleError('unknown_option', sentence, { field: quoted, remedy: suggest(quoted, known) });
    }
    default:
      return new PasserelleError('usage', sentence, { field: quoted || undefined, remedy: help });
  }
}

/** The command that a command line means, as far as it can be told. */
export function commandOf(program: Command, argv: readonly string[]): Command {
  let command = program;
  for (const word of argv) {
    const next = command.commands.find((c) => c.name() === word);
    if (next === undefined && !word.startsWith('-') && command !== program) break;
    if (next !== undefined) command = next;
  }
  return command;
}

function fullName(command: Command): string {
  return lineage(command)
    .map((c) => c.name())
    .reverse()
    .join(' ');
}

/** The command, and those that it is a subcommand of. */
function lineage(command: Command): readonly Command[] {
  const out: Command[] = [];
  for (let at: Command | null = command; at !== null; at = at.parent) out.push(at);
  return out;
}
