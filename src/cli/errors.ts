import { asPasserelleError, type PasserelleError } from '../errors.ts';
import type { ExitCode, Terminal } from './command.ts';

/** Shows an error on standard error, for a person or as JSON, and gives the exit status that goes with it. */
export function printError(terminal: Terminal, error: unknown, json: boolean): ExitCode {
  const known = asPasserelleError(error);
  terminal.err(json ? `${JSON.stringify({ error: errorJson(known) })}\n` : errorText(known));
  if (known.kind === 'bug' && terminal.environment.PASSERELLE_DEBUG) terminal.err(`${String(known.stack)}\n`);
  return known.exitCode;
}

const BUG_REMEDY = 'This is a fault of Passerelle: run it again with PASSERELLE_DEBUG=1 and report what it prints.';

export function errorText(error: PasserelleError): string {
  const lines = [`error: ${error.message}`];
  if (error.field !== undefined) {
    const value = error.value === undefined ? '' : ` = ${JSON.stringify(error.value)}`;
    lines.push(`  where: ${error.field}${value}`);
  }
  const remedy = error.remedy ?? (error.kind === 'bug' ? BUG_REMEDY : undefined);
  if (remedy !== undefined) lines.push(`  remedy: ${remedy}`);
  lines.push(`  code: ${error.code}`);
  return `${lines.join('\n')}\n`;
}

export function errorJson(error: PasserelleError) {
  return {
    code: error.code,
    message: error.message,
    field: error.field ?? null,
    value: error.value ?? null,
    remedy: error.remedy ?? null,
  };
}
