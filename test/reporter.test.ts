import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type CountedModule, countTests } from './reporter.ts';

const file = (ok: boolean, ...states: string[]): CountedModule => ({
  ok: () => ok,
  children: { allTests: () => states.map((state) => ({ result: () => ({ state }) })) },
});

describe('the line that ends a test run', () => {
  it('counts each test once, over all files', () => {
    const files = [file(true, 'passed', 'passed', 'skipped'), file(false, 'passed', 'failed', 'failed')];
    expect(countTests(files, 0)).toEqual({ passed: 3, failed: 2, skipped: 1 });
  });

  it('does not call a run green in which a file could not be loaded', () => {
    expect(countTests([file(true, 'passed'), file(false)], 0)).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });

  it('does not call a run green in which a hook failed and its tests were skipped', () => {
    expect(countTests([file(false, 'passed', 'skipped')], 0)).toEqual({ passed: 1, failed: 1, skipped: 1 });
  });

  it('counts a test that never ended as failed', () => {
    expect(countTests([file(true, 'pending')], 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  it('counts errors outside any test', () => {
    expect(countTests([file(true, 'passed')], 2)).toEqual({ passed: 1, failed: 2, skipped: 0 });
  });

  it('is printed, and says failed, also when the tests cannot even be configured', () => {
    const script = path.join(import.meta.dirname, '../scripts/test.mjs');
    const run = spawnSync(process.execPath, [script, '--config', 'no-such-file.ts'], { encoding: 'utf8' });
    expect(run.status).toBe(1);
    expect(run.stdout.trimEnd().split('\n').at(-1)).toBe('0 passed, 1 failed');
  });
});
