import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseFaults } from '../../src/cli/sandbox/faults.ts';
import { makeFolder, runCli, spawnCli } from './spawn-cli.ts';

let cwd: string;
beforeAll(async () => {
  cwd = await makeFolder('sandbox');
});
afterAll(async () => {
  await rm(cwd, { recursive: true, force: true });
});

/** A sandbox that has said that it is ready. */
async function startSandbox(args: readonly string[]) {
  const child = spawnCli(['sandbox', 'odoo', '--port', '0', '--json', ...args], { cwd });
  const lines = createInterface({ input: child.stdout });
  const [line] = await once(lines, 'line');
  const ready: Record<'url' | 'database' | 'login' | 'password' | 'apiKey', string> = JSON.parse(String(line));
  return { child, ready, closed: once(child, 'close') };
}

describe('sandbox odoo', { timeout: 60_000 }, () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('answers with what it says, and stops cleanly on %s', async (signal) => {
    const { child, ready, closed } = await startSandbox(['--odoo-version', '18']);
    const env = {
      PASSERELLE_ODOO_URL: ready.url,
      PASSERELLE_ODOO_DATABASE: ready.database,
      PASSERELLE_ODOO_LOGIN: ready.login,
    };
    const call = ['odoo', 'call', 'res.users', 'context_get', '--json'];
    const byPassword = runCli(call, { cwd, env: { ...env, PASSERELLE_ODOO_PASSWORD: ready.password } });
    const byKey = runCli(call, { cwd, env: { ...env, PASSERELLE_ODOO_API_KEY: ready.apiKey } });
    expect(await byPassword).toMatchObject({ code: 0, err: '' });
    expect(await byKey).toMatchObject({ code: 0, err: '' });
    child.kill(signal);
    expect(await closed).toEqual([0, null]);
  });

  it('has the same API key on every start with the same seed', async () => {
    const keys: string[] = [];
    for (let i = 0; i < 2; i += 1) {
      const { child, ready, closed } = await startSandbox(['--seed', '7', '--faults', 'lost=0']);
      keys.push(ready.apiKey);
      child.kill();
      await closed;
    }
    expect(keys[0]).toBe(keys[1]);
  });
});

describe('faults', () => {
  it('are named as people name them', () => {
    expect(parseFaults('lost=0.05, slow=0.1')).toEqual({ rates: { 'lost-answer': 0.05, slow: 0.1 } });
    expect(Object.keys(parseFaults(true).rates ?? {}).length).toBeGreaterThan(3);
  });

  it.each(['', 'lost', 'lost=', 'lost=2', 'lost=-1', 'lost=x', 'nothing=0.1', 'lost=0.6,slow=0.6', 'toString=1'])(
    'that make no sense are refused: "%s"',
    (text) => {
      expect(() => parseFaults(text)).toThrow(
        expect.objectContaining({ code: 'usage', field: '--faults', remedy: expect.any(String) }),
      );
    },
  );
});
