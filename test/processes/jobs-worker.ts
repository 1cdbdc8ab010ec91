/** Run by src/jobs/jobs.test.ts: takes a job and never finishes it. */
import { createPool } from '../../src/db/connect.ts';
import { openJobs } from '../../src/jobs/jobs.ts';

const pool = createPool(JSON.parse(process.argv[2] ?? ''));
const jobs = await openJobs({ pool }, { supervise: false });
await jobs.work('sync_run', { batchSize: 1, pollSeconds: 0.5 }, async ([job]) => {
  process.stdout.write(`${job?.id}\n`);
  await new Promise(() => undefined);
});
