import { resolve } from 'node:path';
import { nearest } from '../../core/nearest.ts';
import { PasserelleError } from '../../errors.ts';
import type { SyncEvent } from '../../sync/sync-types.ts';
import type { CommandContext, CommandRun, ExitCode, OptionValue } from '../command.ts';
import { resolveTarget } from '../odoo-connection.ts';
import { planJson, planText } from './plan-text.ts';
import { createProgress } from './progress.ts';
import { recordType, runImport } from './run-import.ts';
import { summaryText } from './summary.ts';

/** Differences, warnings and refusals that are shown one by one before they are only counted. */
const MAX_SHOWN = 20;

export const run: CommandRun = async (context, args, options) => {
  const { terminal, json } = context;
  const [file] = args;
  if (file === undefined || file === '') throw missing('<file>', 'Name the file to import.');
  const named = text(options.as);
  if (named === undefined) throw missing('--as', 'Say what the rows are: --as product, customer or order.');
  const type = recordType(named);
  const at = (path: string) => resolve(terminal.workingDirectory, path);
  const mapping = text(options.mapping);
  const rejects = text(options.rejects);
  const dryRun = options.dryRun === true;
  const show = dryRun ? createPlanOutput(context) : createRunOutput(context);

  const summary = await runImport({
    app: await context.app(),
    file: at(file),
    type,
    target: await resolveTarget(context, text(options.to), options),
    mapping: mapping === undefined ? null : at(mapping),
    existing: choice('--existing', options.existing, ['link', 'update']),
    deleted: choice('--deleted', options.deleted, ['ask', 'recreate']),
    dryRun,
    limit: limitOf(options.limit),
    source: text(options.source) ?? null,
    rejects: rejects === undefined ? null : at(rejects),
    format: {
      encoding: text(options.encoding),
      delimiter: sign('--separator', options.separator),
      quote: sign('--quote', options.quote),
    },
    signal: context.signal,
    onEvent: show.onEvent,
  }).catch((error: unknown) => {
    show.stop();
    throw error;
  });
  show.end(json ? JSON.stringify(summary) : summaryText(summary));
  const code: ExitCode = summary.rejected > 0 ? 3 : 0;
  return code;
};

interface Output {
  onEvent(event: SyncEvent): void;
  /** Leaves the terminal tidy when the import fails. */
  stop(): void;
  end(summary: string): void;
}

/** `--dry-run`: the plan, record by record; with `--json` one object, `plan` before the summary, written as it comes. */
function createPlanOutput({ terminal, json }: CommandContext): Output {
  let before = '{"plan":[\n';
  return {
    onEvent(event) {
      if (event.kind === 'notice') terminal.err(`note: ${event.message}\n`);
      if (event.kind !== 'record') return;
      const { report } = event;
      terminal.out(json ? `${before}${JSON.stringify(planJson(report))}` : planText(report));
      before = ',\n';
    },
    stop: () => undefined,
    end(summary) {
      if (!json) terminal.out(`\n${summary}`);
      else terminal.out(`${before === ',\n' ? '\n' : before}],${summary.slice(1)}\n`);
    },
  };
}

function createRunOutput({ terminal, json }: CommandContext): Output {
  const progress = createProgress(terminal, Date.now);
  let shown = 0;
  return {
    onEvent(event) {
      if (event.kind !== 'record') {
        progress.onEvent(event);
        return;
      }
      const { report } = event;
      const news = report.error !== null || report.warnings.length > 0 || report.differences.length > 0;
      if (!news) return;
      shown += 1;
      if (shown > MAX_SHOWN) return;
      progress.clear();
      terminal.err(planText({ ...report, changes: [] }));
      if (shown === MAX_SHOWN) terminal.err('More of these are only counted; --dry-run shows all.\n');
    },
    stop: () => progress.clear(),
    end(summary) {
      progress.clear();
      terminal.out(json ? `${summary}\n` : summary);
    },
  };
}

function text(value: OptionValue): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** One character; a tab by its name, since it is hard to type. */
function sign(flag: string, value: OptionValue): string | undefined {
  const given = text(value);
  if (given === undefined || given.length === 1) return given;
  if (given === 'tab' || given === '\\t') return '\t';
  throw new PasserelleError('usage', `${flag} cannot be "${given}".`, {
    field: flag,
    value: given,
    remedy: 'Give one character, or the word tab.',
  });
}

function missing(field: string, remedy: string): PasserelleError {
  return new PasserelleError('usage', `${field} is missing.`, { field, remedy });
}

function choice<T extends string>(flag: string, value: OptionValue, allowed: readonly T[]): T {
  const found = allowed.find((name) => name === value);
  if (found !== undefined) return found;
  const near = nearest(String(value), allowed);
  throw new PasserelleError('usage', `${flag} cannot be "${String(value)}".`, {
    field: flag,
    value: String(value),
    remedy: near === undefined ? `Use ${allowed.join(' or ')}.` : `Did you mean "${near}"?`,
  });
}

function limitOf(value: OptionValue): number | null {
  if (value === undefined) return null;
  const limit = Number(value);
  if (typeof value === 'string' && Number.isSafeInteger(limit) && limit > 0) return limit;
  throw new PasserelleError('usage', `--limit cannot be "${String(value)}".`, {
    field: '--limit',
    value: String(value),
    remedy: 'Give a whole number from 1.',
  });
}
