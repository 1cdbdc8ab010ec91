import xmlrpc from 'xmlrpc';
import { type BareOdoo, type OdooAccount, positional } from './bare-calls.ts';

/** What scripts for Odoo use: the npm package `xmlrpc`, with the password in each call. */
export async function openXmlRpcPackage(account: OdooAccount): Promise<BareOdoo> {
  const common = xmlrpc.createClient(`${account.url}/xmlrpc/2/common`);
  const object = xmlrpc.createClient(`${account.url}/xmlrpc/2/object`);
  const post = (client: typeof common, method: string, params: readonly unknown[]) =>
    new Promise<unknown>((resolve, reject) => {
      client.methodCall(method, params, (error, value) => (error ? reject(error) : resolve(value)));
    });
  const uid = await post(common, 'authenticate', [account.database, account.login, account.secret, {}]);
  return {
    call: (model, method, named) =>
      post(object, 'execute_kw', [account.database, uid, account.secret, model, method, ...positional(named)]),
    close: async () => undefined,
  };
}
