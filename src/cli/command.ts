import type { App } from '../app.ts';
import type { Environment } from '../config/config-file.ts';
import type { DataFolder } from '../db/data-folder.ts';

/** 0 done, 1 failed, 2 usage, 3 partly done. */
export type ExitCode = 0 | 1 | 2 | 3;

/** Where a command talks to: standard streams in life, arrays in tests. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** Whether a person watches standard error, so that a line may be redrawn. */
  readonly interactive: boolean;
  readonly columns: number;
  readonly environment: Environment;
  readonly workingDirectory: string;
  /** Everything that comes on standard input. */
  readInput(): Promise<string>;
}

export type OptionValue = string | boolean | undefined;

/** Where this installation has its things. */
export interface Place {
  /** `passerelle.yaml` in use; null without one. */
  readonly configFile: string | null;
  readonly dataFolder: DataFolder;
  /** Null for the embedded PostgreSQL. */
  readonly databaseUrl: string | null;
}

export interface CommandContext {
  readonly terminal: Terminal;
  readonly place: Place;
  /** `--json`: one JSON object on standard output, nothing else there. */
  readonly json: boolean;
  /** Aborts on Ctrl-C and SIGTERM. */
  readonly signal: AbortSignal;
  /** Configuration, database, connections; opened once, closed by the caller. */
  app(): Promise<App>;
}

export type CommandRun = (
  context: CommandContext,
  args: readonly (string | undefined)[],
  options: Readonly<Record<string, OptionValue>>,
) => Promise<ExitCode>;

export interface CommandSpec {
  /** As typed: `connection add`. */
  readonly path: string;
  readonly summary: string;
  /** As commander writes them: `<file>`, `[name]`; with a description. */
  readonly args?: readonly (readonly [name: string, description: string])[];
  /** Flags as commander writes them: `--to <connection>`. */
  readonly options?: readonly (readonly [flags: string, description: string, value?: string])[];
  /** Shown below the options in `--help`. */
  readonly help?: string;
  /** The code behind it, loaded when it is called. */
  readonly load: () => Promise<{ readonly run: CommandRun }>;
}
