// Runs the tests (arguments go to vitest) and ends, whatever happens, in a plain line "N passed, N failed".
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { endWithNpm } from './end-with-npm.mjs';

const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));
const run = spawn(process.execPath, [vitest, 'run', ...process.argv.slice(2)], {
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
});
// test/reporter.ts sends the counts. None come when the configuration or the global setup fails to load.
let counts = { passed: 0, failed: 0, skipped: 0 };
run.on('message', (message) => {
  if (message?.type === 'passerelle-test-counts') counts = message.counts;
});
// Ctrl-C reaches the whole process group: vitest stops its workers, and this process waits for it.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => run.kill('SIGTERM'));
endWithNpm();
// Tests have time limits of their own; this one is for a process that does not end.
setTimeout(() => run.kill('SIGKILL'), 20 * 60_000).unref();
run.on('error', (error) => {
  console.error(`vitest could not be started: ${error.message}`);
  finish(1);
});
run.on('close', (code) => finish(code ?? 1));

function finish(code) {
  const failed = code !== 0 ? Math.max(counts.failed, 1) : counts.failed;
  const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
  console.log(`\n${counts.passed} passed, ${failed} failed${skipped}`);
  process.exitCode = code === 0 && failed > 0 ? 1 : code;
}
