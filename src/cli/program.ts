import { Command, CommanderError, Option } from 'commander';
import type { CommandSpec, ExitCode, Terminal } from './command.ts';
import { COMMANDS } from './commands.ts';
import { createContext, type GlobalOptions } from './context.ts';
import { printError } from './errors.ts';
import { commandOf, usageError } from './usage.ts';
import { version } from './version.ts';

/** Runs one command line to its exit status. Never throws. */
export async function runCommandLine(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let code: ExitCode = 0;
  const program = new Command('passerelle')
    .description('Integration hub for Odoo: nothing lost, nothing doubled.')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .option('--config <file>', 'configuration file (default: passerelle.yaml here, or PASSERELLE_CONFIG)')
    .option('--data-dir <folder>', 'data folder (or PASSERELLE_DATA_DIR)')
    .option('--database-url <url>', 'PostgreSQL 15 or newer, instead of the embedded one (or PASSERELLE_DATABASE_URL)')
    .exitOverride()
    .configureOutput({ writeOut: (text) => terminal.out(text), writeErr: () => undefined });
  for (const spec of COMMANDS) {
    const command = place(program, spec);
    command.action(async (...parameters: unknown[]) => {
      const options = command.opts<Record<string, string | boolean | undefined>>();
      const args = parameters.slice(0, command.registeredArguments.length).flatMap((arg) => arg as string | undefined);
      code = await execute(spec, args, options, program.opts<GlobalOptions>(), terminal);
    });
  }
  try {
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return 0;
      if (error.code === 'commander.help') {
        // No command, or a group of them: nothing was asked for.
        terminal.err(commandOf(program, argv).helpInformation());
        return 2;
      }
      printError(terminal, usageError(error, program, argv), argv.includes('--json'));
      return 2;
    }
    return printError(terminal, error, argv.includes('--json'));
  }
}

/** The command at its place in the tree of subcommands. */
function place(program: Command, spec: CommandSpec): Command {
  const words = spec.path.split(' ');
  let parent = program;
  for (const word of words.slice(0, -1)) {
    let group = parent.commands.find((c) => c.name() === word);
    if (group === undefined) {
      group = parent
        .command(word)
        .description(GROUPS[word] ?? '')
        .exitOverride()
        .configureOutput(program.configureOutput());
    }
    parent = group;
  }
  const command = parent.command(words.at(-1) ?? '').description(spec.summary);
  command.exitOverride().configureOutput(program.configureOutput());
  for (const [name, description] of spec.args ?? []) command.argument(name, description);
  for (const [flags, description, value] of spec.options ?? []) {
    const option = new Option(flags, description);
    command.addOption(value === undefined ? option : option.default(value));
  }
  if (spec.help !== undefined) command.addHelpText('after', `\n${spec.help}`);
  return command;
}

const GROUPS: { readonly [word: string]: string } = {
  connection: 'Accounts of systems: list, check, add, remove.',
  odoo: 'Talk to an Odoo directly: call a method, examine it.',
  sandbox: 'Simulated systems to try things on.',
};

async function execute(
  spec: CommandSpec,
  args: readonly (string | undefined)[],
  options: Readonly<Record<string, string | boolean | undefined>>,
  globals: GlobalOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const json = options.json === true;
  const context = createContext(terminal, globals, json);
  try {
    const { run } = await spec.load();
    return await run(context, args, options);
  } catch (error) {
    return printError(terminal, error, json);
  } finally {
    await context.close();
  }
}
