import { text } from 'node:stream/consumers';
import type { Terminal } from './command.ts';
import { runCommandLine } from './program.ts';

const terminal: Terminal = {
  out: (line) => process.stdout.write(line),
  err: (line) => process.stderr.write(line),
  interactive: process.stderr.isTTY === true,
  columns: process.stderr.columns ?? 80,
  environment: process.env,
  workingDirectory: process.env.INIT_CWD ?? process.cwd(),
  readInput: () => text(process.stdin),
};

process.exitCode = await runCommandLine(process.argv.slice(2), terminal);
