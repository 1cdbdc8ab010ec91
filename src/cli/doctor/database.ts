import type { App } from '../../app.ts';
import type { CheckItem } from '../../core/connector.ts';
import { failedItem } from '../check-report.ts';
import type { Place } from '../command.ts';
import { formatBytes } from './folder.ts';

/** A question to a database this far away makes every run slow. */
const SLOW_PING_MS = 20;

/** Opens the database as any command does; what stands in the way is the finding. */
export async function examineDatabase(app: App, { databaseUrl }: Place): Promise<readonly CheckItem[]> {
  try {
    const { pool, description } = await app.database();
    const { describeDatabase } = await import('../../db/describe-database.ts');
    const { version, pingMs, sizeBytes } = await describeDatabase(pool, () => performance.now());
    const slow = pingMs > SLOW_PING_MS;
    return [
      {
        name: 'database',
        status: 'ok',
        message: `${databaseUrl === null ? 'Embedded' : 'Given'}, version ${version}: ${description}; ${formatBytes(sizeBytes)}.`,
      },
      {
        name: 'database answer',
        status: slow ? 'warning' : 'ok',
        message: `In ${pingMs < 1 ? pingMs.toFixed(2) : pingMs.toFixed(0)} ms.`,
        ...(slow && { remedy: 'Run Passerelle nearer to its database.' }),
      },
    ];
  } catch (error) {
    return [failedItem('database', error)];
  }
}
