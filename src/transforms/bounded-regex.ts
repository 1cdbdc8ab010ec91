import { createContext, Script } from 'node:vm';
import { TransformRefusal } from './transform.ts';

const TIMEOUT_MS = 250;
/** A tame pattern takes at most about this number squared of steps. */
const TAME_LENGTH = 1000;

/**
 * A regular expression that cannot keep a core busy: patterns that may backtrack without end run under a time limit.
 * Only V8's own interrupt stops a running match, and only `node:vm` reaches it; the script is fixed, so nothing that a
 * user wrote is evaluated as code. It costs about 0.1 ms a call, so that patterns known to be tame run without.
 */
export class BoundedRegExp extends RegExp {
  readonly #tame: boolean;

  constructor(pattern: string | RegExp, flags?: string) {
    super(pattern, flags);
    this.#tame = isTame(this.source);
  }

  static override get [Symbol.species](): RegExpConstructor {
    return BoundedRegExp as unknown as RegExpConstructor;
  }

  override exec(text: string): RegExpExecArray | null {
    if (this.#tame && text.length <= TAME_LENGTH) return super.exec(text);
    return withinTime(() => super.exec(text), this.source);
  }
}

/** A text as a pattern that matches it alone. */
export function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

/** At most two open-ended repeats, and no repeat of a group: at worst quadratic in the length of the text. */
export function isTame(source: string): boolean {
  let openEnded = 0;
  let inClass = false;
  for (let at = 0; at < source.length; at += 1) {
    const character = source[at];
    if (character === '\\') {
      if (/[1-9k]/.test(source[at + 1] ?? '')) return false;
      at += 1;
    } else if (inClass) inClass = character !== ']';
    else if (character === '[') inClass = true;
    else if (character === ')' && /[*+{]/.test(source[at + 1] ?? '')) return false;
    else if (character === '*' || character === '+') openEnded += 1;
    else if (character === '{' && !/^\{\d+\}/.test(source.slice(at, at + 8))) openEnded += 1;
  }
  return openEnded <= 2;
}

const script = new Script('run()');
const holder: { run: (() => unknown) | null } = { run: null };
let context: object | undefined;

function withinTime<T>(run: () => T, source: string): T {
  context ??= createContext(holder);
  holder.run = run;
  try {
    return script.runInContext(context, { timeout: TIMEOUT_MS }) as T;
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    throw new TransformRefusal(
      `the pattern /${source}/ took longer than ${TIMEOUT_MS} ms`,
      'Write the pattern without repeats inside repeats, such as (a+)+.',
    );
  } finally {
    holder.run = null;
  }
}
