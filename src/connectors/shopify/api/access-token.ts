import { PasserelleError } from '../../../errors.ts';
import type { HttpTransport } from '../../../http/transport.ts';
import type { Clock } from '../../../resilience/clock.ts';
import type { ShopifySettings } from '../manifest.ts';

export interface AccessToken {
  /** The token to send; asked for anew when it is about to end. */
  get(signal?: AbortSignal): Promise<string>;
  /** Forgets a token that was refused. False when there is no other to be had. */
  renew(refused: string): boolean;
}

/** A token is used for this share of its life. */
const SHARE_OF_LIFE = 0.8;
const TIMEOUT_MS = 30_000;

/** The given token, or those that Shopify gives for client credentials, each for 24 hours. */
export function createAccessToken(
  settings: ShopifySettings,
  origin: string,
  http: HttpTransport,
  clock: Clock,
): AccessToken {
  const { accessToken } = settings;
  if (accessToken !== undefined) return { get: async () => accessToken, renew: () => false };
  let known: { readonly token: string; readonly untilMs: number } | undefined;
  let asking: Promise<string> | undefined;

  const ask = async (signal: AbortSignal | undefined): Promise<string> => {
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: settings.clientId ?? '',
      client_secret: settings.clientSecret ?? '',
    });
    const response = await http.send({
      method: 'POST',
      url: `${origin}/admin/oauth/access_token`,
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: form.toString(),
      timeoutMs: TIMEOUT_MS,
      signal,
    });
    const granted = grantOf(response.body);
    if (response.status !== 200 || granted === undefined) throw refusal(response.status);
    known = { token: granted.token, untilMs: clock.now() + granted.lifeMs * SHARE_OF_LIFE };
    return granted.token;
  };

  return {
    async get(signal) {
      if (known !== undefined && clock.now() < known.untilMs) return known.token;
      asking ??= ask(signal).finally(() => {
        asking = undefined;
      });
      return await asking;
    },
    renew(refused) {
      if (known?.token === refused) known = undefined;
      return true;
    },
  };
}

function refusal(status: number): PasserelleError {
  if (status === 429 || status >= 500) {
    return new PasserelleError('shopify_server_error', `Shopify gave no access token (HTTP ${status}).`, {
      value: status,
    });
  }
  return new PasserelleError('shopify_wrong_token', 'Shopify refuses the client id and secret.', {
    field: 'clientSecret',
    value: status,
    remedy:
      'Copy both from the Dev Dashboard; the app must be installed in this shop and belong to the same organization.',
  });
}

function grantOf(body: string): { readonly token: string; readonly lifeMs: number } | undefined {
  try {
    const { access_token: token, expires_in: seconds } = JSON.parse(body) as Record<string, unknown>;
    return typeof token === 'string' && typeof seconds === 'number' ? { token, lifeMs: seconds * 1000 } : undefined;
  } catch {
    return undefined;
  }
}
