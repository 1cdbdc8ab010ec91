import type { OdooSimulator, SandboxOptions } from '../../connectors/odoo/simulator/start.ts';
import { codeOf } from '../../db/storage-error.ts';
import { PasserelleError } from '../../errors.ts';

/** Starts a simulated Odoo. Throws `port_in_use`, and `usage` for a port that this user may not take. */
export async function startSandbox(options: SandboxOptions): Promise<OdooSimulator> {
  const { startOdooSimulator } = await import('../../connectors/odoo/simulator/start.ts');
  try {
    return await startOdooSimulator(options);
  } catch (error) {
    const { port } = options;
    if (codeOf(error) === 'EADDRINUSE') {
      throw new PasserelleError('port_in_use', `Port ${port} of this machine is in use.`, {
        field: '--port',
        value: port,
        remedy: 'Stop what uses it, or choose another one with --port; 0 takes any free one.',
        cause: error,
      });
    }
    if (codeOf(error) === 'EACCES') {
      throw new PasserelleError('usage', `This user may not take port ${port}.`, {
        field: '--port',
        value: port,
        remedy: 'Choose one above 1023.',
        cause: error,
      });
    }
    throw error;
  }
}

/** How this program is called here, for commands to copy: in a clone it is not on the path. */
export function programName(environment: Readonly<Record<string, string | undefined>>): string {
  return environment.npm_package_name === 'passerelle' ? 'npm run -s passerelle --' : 'passerelle';
}

/** Resolves on Ctrl-C and SIGTERM. */
export async function untilStopped(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
