import type { Counts, SyncEvent } from '../../sync/sync-types.ts';
import type { Terminal } from '../command.ts';

const BAR_WIDTH = 24;
/** Between two plain lines where nobody watches. */
const PLAIN_EVERY_MS = 5_000;

export interface Progress {
  onEvent(event: SyncEvent): void;
  /** Removes the bar, so that other lines can be printed. */
  clear(): void;
}

/** A bar with rate and time left on a terminal, plain lines elsewhere; on standard error. */
export function createProgress(terminal: Terminal, now: () => number): Progress {
  const startedAt = now();
  let lastPlain = startedAt;
  let drawn = false;

  const clear = () => {
    if (drawn) terminal.err('\r\u001b[2K');
    drawn = false;
  };
  const draw = (line: string) => {
    clear();
    terminal.err(line.slice(0, Math.max(20, terminal.columns - 1)));
    drawn = true;
  };

  return {
    clear,
    onEvent(event) {
      if (event.kind === 'started' && event.resumed) {
        clear();
        terminal.err('Going on where an interrupted import of this file was.\n');
      } else if (event.kind === 'notice') {
        clear();
        terminal.err(`note: ${event.message}\n`);
      } else if (event.kind === 'waiting') {
        clear();
        terminal.err(`Waiting ${(event.waitMs / 1000).toFixed(1)} s: ${event.reason}\n`);
      } else if (event.kind === 'page') {
        const elapsedMs = Math.max(1, now() - startedAt);
        const line = progressLine(event.counts, event.progress, elapsedMs);
        if (terminal.interactive) draw(line);
        else if (now() - lastPlain >= PLAIN_EVERY_MS) {
          lastPlain = now();
          terminal.err(`${line}\n`);
        }
      }
    },
  };
}

/** `[########----------------]  33%  1,200 records  410/s  12 s left`. Pure. */
export function progressLine(counts: Counts, progress: number | null, elapsedMs: number): string {
  const rate = Math.round((counts.records / elapsedMs) * 1000);
  const parts = [`${counts.records.toLocaleString('en-US')} records`, `${rate}/s`];
  if (progress !== null && progress > 0) {
    const leftMs = (elapsedMs / progress) * (1 - progress);
    parts.push(progress >= 1 ? 'done' : `${duration(leftMs)} left`);
  }
  if (counts.rejected > 0) parts.push(`${counts.rejected} refused`);
  const share = Math.min(1, Math.max(0, progress ?? 0));
  const filled = Math.round(share * BAR_WIDTH);
  const bar =
    progress === null
      ? ''
      : `[${'#'.repeat(filled)}${'-'.repeat(BAR_WIDTH - filled)}] ${String(Math.round(share * 100)).padStart(3)}%  `;
  return `${bar}${parts.join('  ')}`;
}

function duration(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`;
}
