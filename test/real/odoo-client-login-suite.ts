import { describe, expect, it } from 'vitest';
import { createOdooClient, type OdooClient, type OdooClientOptions } from '../../src/odoo/index.ts';
import { type OdooTarget, waysInto } from './odoo-target.ts';

/** Versions, logins, and what is wrong with them. */
export function odooLoginSuite(target: OdooTarget): void {
  const using = async <T>(client: OdooClient, work: (client: OdooClient) => Promise<T>): Promise<T> => {
    try {
      return await work(client);
    } finally {
      await client.close();
    }
  };

  describe.each(waysInto(target))('login over $name', ({ protocol, open }) => {
    it('gives the user and the version', async () => {
      await using(open(), async (client) => {
        const uid = await client.authenticate();
        expect(uid).toBeGreaterThan(0);
        const [user] = await client.read('res.users', [uid], ['login']);
        expect(user).toEqual({ id: uid, login: target.login });
        expect(await client.version()).toMatchObject({ major: Number(target.version) });
        expect((await client.version()).series).toBe(`${target.version}.0`);
      });
    });

    it('tells a wrong password or key', async () => {
      const wrong: Partial<OdooClientOptions> = { apiKey: 'wrong-wrong-wrong', password: 'wrong-wrong-wrong' };
      await using(open(wrong), async (client) => {
        await expect(client.authenticate()).rejects.toMatchObject({
          code: 'odoo_wrong_password',
          kind: 'configuration',
        });
        await expect(client.search('res.partner', [])).rejects.toMatchObject({ code: 'odoo_wrong_password' });
      });
    });

    it('tells a wrong database', async () => {
      await using(open({ database: 'no_such_database' }), async (client) => {
        await expect(client.authenticate()).rejects.toMatchObject({
          code: 'odoo_wrong_database',
          kind: 'configuration',
        });
      });
    });

    it.skipIf(protocol === 'json2')('tells an unknown login', async () => {
      await using(open({ login: 'nobody@example.test' }), async (client) => {
        await expect(client.authenticate()).rejects.toMatchObject({ code: 'odoo_wrong_password' });
      });
    });

    it('a company that the user does not have is refused', async () => {
      await using(open({ companyId: 99_999 }), async (client) => {
        await expect(client.search('res.partner', [])).rejects.toMatchObject({ code: 'odoo_access_error' });
      });
      await using(open({ companyId: 1 }), async (client) => {
        expect(await client.searchCount('res.partner', [])).toBeGreaterThan(0);
      });
    });
  });

  it('the server tells its time', async () => {
    await using(createOdooClient(target), async (client) => {
      const differenceMs = Math.abs((await client.serverTime()).getTime() - Date.now());
      expect(differenceMs).toBeLessThan(24 * 3600 * 1000);
    });
  });
}
