import type { ExitCode, Terminal } from './command.ts';

const argv = process.argv.slice(2);

/** Whoever reads the output may have enough of it: `passerelle connection list | head -1`. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

process.exitCode = isVersionQuestion(argv) ? await printVersion() : await runCommand(argv);

/** Answered before anything else is loaded. */
function isVersionQuestion(words: readonly string[]): boolean {
  return words.length === 1 && (words[0] === '--version' || words[0] === '-V');
}

async function printVersion(): Promise<ExitCode> {
  const { version } = await import('./version.ts');
  process.stdout.write(`${version()}\n`);
  return 0;
}

async function runCommand(words: readonly string[]): Promise<ExitCode> {
  const terminal: Terminal = {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    interactive: process.stderr.isTTY === true,
    columns: process.stderr.columns ?? 80,
    environment: process.env,
    workingDirectory: process.cwd(),
    readInput: async () => {
      const { text } = await import('node:stream/consumers');
      return await text(process.stdin);
    },
  };
  const { runCommandLine } = await import('./program.ts');
  return await runCommandLine(words, terminal);
}
