import { Agent, request } from 'undici';

/** What somebody writes who needs no client: a request, the text, `JSON.parse`. */
export interface BareOdoo {
  /** All arguments by name, as JSON-2 wants them. */
  call(model: string, method: string, named: Readonly<Record<string, unknown>>): Promise<unknown>;
  close(): Promise<void>;
}

export interface OdooAccount {
  readonly url: string;
  readonly database: string;
  readonly login: string;
  /** API key or password. */
  readonly secret: string;
}

export type BareProtocol = 'jsonrpc' | 'json2';

export async function openBare(protocol: BareProtocol, account: OdooAccount): Promise<BareOdoo> {
  return protocol === 'json2' ? openBareJson2(account) : await openBareJsonRpc(account);
}

export async function openBareJsonRpc(account: OdooAccount): Promise<BareOdoo> {
  const agent = new Agent({ connections: 4, pipelining: 1 });
  const post = async (service: string, method: string, args: readonly unknown[]) => {
    const body = JSON.stringify({ jsonrpc: '2.0', method: 'call', params: { service, method, args } });
    const answer = (await postJson(agent, `${account.url}/jsonrpc`, body, {})) as { result?: unknown; error?: unknown };
    if (answer.error !== undefined) throw new Error(`Odoo: ${JSON.stringify(answer.error).slice(0, 1000)}`);
    return answer.result;
  };
  const uid = await post('common', 'login', [account.database, account.login, account.secret]);
  return {
    call: (model, method, named) =>
      post('object', 'execute_kw', [account.database, uid, account.secret, model, method, ...positional(named)]),
    close: () => agent.destroy(),
  };
}

/** `execute_kw` takes the ids of a record's method and the values of `create` by place only. */
export function positional(named: Readonly<Record<string, unknown>>): readonly [unknown[], Record<string, unknown>] {
  const { ids, vals_list: values, ...rest } = named;
  return [[ids, values].filter((value) => value !== undefined), rest];
}

export function openBareJson2(account: OdooAccount): BareOdoo {
  const agent = new Agent({ connections: 4, pipelining: 1 });
  const headers = { authorization: `bearer ${account.secret}`, 'x-odoo-database': account.database };
  return {
    call: (model, method, named) =>
      postJson(agent, `${account.url}/json/2/${model}/${method}`, JSON.stringify(named), headers),
    close: () => agent.destroy(),
  };
}

async function postJson(agent: Agent, url: string, body: string, headers: Readonly<Record<string, string>>) {
  const answer = await request(url, {
    dispatcher: agent,
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
    headersTimeout: 300_000,
    bodyTimeout: 300_000,
  });
  const text = await answer.body.text();
  if (answer.statusCode !== 200) throw new Error(`Odoo: ${answer.statusCode} ${text.slice(0, 1000)}`);
  return JSON.parse(text) as unknown;
}
