import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseSecretKey } from '../../auth/secret-key.ts';
import type { CheckItem } from '../../core/connector.ts';
import { codeOf } from '../../db/storage-error.ts';
import { failedItem } from '../check-report.ts';

const VARIABLE = 'PASSERELLE_SECRET_KEY';

/** The key of the stored secrets: where it comes from, and whether others can read it. */
export async function examineSecretKey(dataFolder: string, given: string | undefined): Promise<readonly CheckItem[]> {
  const name = 'secret key';
  if (given) {
    try {
      parseSecretKey(given, VARIABLE);
      return [{ name, status: 'ok', message: `From ${VARIABLE}.` }];
    } catch (error) {
      return [failedItem(name, error)];
    }
  }
  const file = join(dataFolder, 'secret.key');
  try {
    const { mode } = await stat(file);
    const open = process.platform !== 'win32' && (mode & 0o077) !== 0;
    const rights = (mode & 0o777).toString(8).padStart(4, '0');
    return [
      {
        name,
        status: open ? 'warning' : 'ok',
        message: `${file}, mode ${rights}${open ? ': other users can read it' : ''}.`,
        ...(open && { remedy: `Run: chmod 600 ${file}` }),
      },
    ];
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') return [{ name, status: 'ok', message: 'Made when the first secret is stored.' }];
    return [{ name, status: 'failed', message: `${file} cannot be looked at (${code}).`, remedy: 'Mend its rights.' }];
  }
}
