import type { Counts } from '../../sync/sync-types.ts';

/** What an import came to; `--json` prints exactly this. Times in milliseconds. */
export interface ImportSummary {
  /** Data rows of the file: those of the records, and those left out by a rule. */
  readonly rows: number;
  readonly skippedRows: number;
  /** created + updated + unchanged + linked + rejected. */
  readonly records: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly linked: number;
  readonly rejected: number;
  readonly warnings: number;
  readonly durationMs: number;
  readonly recordsPerSecond: number;
  /** Null when nothing was refused. */
  readonly rejectsFile: string | null;
  readonly dryRun: boolean;
  /** True when an interrupted import of the same file went on where it was; counts are those of the whole. */
  readonly resumed: boolean;
  readonly runId: number | null;
}

export function summarise(
  counts: Counts,
  rest: Pick<ImportSummary, 'durationMs' | 'rejectsFile' | 'dryRun' | 'resumed' | 'runId'>,
): ImportSummary {
  const { durationMs } = rest;
  const { rows, skippedRows, records, created, updated, unchanged, linked, rejected, warnings } = counts;
  const recordsPerSecond = durationMs > 0 ? Math.round((records / durationMs) * 10_000) / 10 : 0;
  return {
    rows,
    skippedRows,
    records,
    created,
    updated,
    unchanged,
    linked,
    rejected,
    warnings,
    durationMs,
    recordsPerSecond,
    rejectsFile: rest.rejectsFile,
    dryRun: rest.dryRun,
    resumed: rest.resumed,
    runId: rest.runId,
  };
}

/** The summary for people. */
export function summaryText(summary: ImportSummary): string {
  const s = summary;
  const verb = s.dryRun ? 'would be ' : '';
  const parts = [
    `${s.created} ${verb}created`,
    `${s.updated} ${verb}updated`,
    `${s.unchanged} unchanged`,
    `${s.linked} ${verb}linked`,
    `${s.rejected} ${s.dryRun ? 'would be ' : ''}refused`,
  ];
  const seconds = (s.durationMs / 1000).toFixed(1);
  const skipped = s.skippedRows > 0 ? `, ${s.skippedRows} left out by a rule` : '';
  const lines = [
    `${s.records} records from ${s.rows} rows${skipped}: ${parts.join(', ')}.`,
    `${seconds} s, ${s.recordsPerSecond} records a second${s.warnings > 0 ? `, ${s.warnings} warnings` : ''}.`,
  ];
  if (s.resumed)
    lines.push('An interrupted import of this file went on where it was; the numbers are those of the whole.');
  if (s.rejectsFile !== null) {
    lines.push(`Refused rows, each with its reason: ${s.rejectsFile}`, 'Mend them there and import that file.');
  }
  if (s.dryRun) lines.push('Nothing was written: this was a dry run.');
  return `${lines.join('\n')}\n`;
}
