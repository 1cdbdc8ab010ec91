import type { SerializedError } from 'vitest';
import type { Reporter, TestModule } from 'vitest/node';

export interface TestCounts {
  passed: number;
  failed: number;
  skipped: number;
}

/** What counting needs of vitest's `TestModule`. */
export interface CountedModule {
  ok(): boolean;
  readonly children: { allTests(): Iterable<{ result(): { readonly state: string } }> };
}

/** Counts tests. A file that fails without a failed test (it does not load, a hook throws) is one failed. */
export function countTests(modules: readonly CountedModule[], unhandledErrors: number): TestCounts {
  const counts: TestCounts = { passed: 0, failed: unhandledErrors, skipped: 0 };
  for (const module of modules) {
    let failedHere = 0;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === 'passed') counts.passed += 1;
      else if (state === 'skipped') counts.skipped += 1;
      else failedHere += 1;
    }
    counts.failed += failedHere === 0 && !module.ok() ? 1 : failedHere;
  }
  return counts;
}

/** Sends the counts to `scripts/test.mjs`, which prints them as the last line of a run. */
export default class CountingReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    process.send?.({ type: 'passerelle-test-counts', counts: countTests(modules, unhandledErrors.length) });
  }
}
