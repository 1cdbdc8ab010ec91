import { createRandom } from './random.ts';

const LIFE_SECONDS = 86_399;

/** Tokens that open the shop: one that never ends, and those given for client credentials. */
export class AccessTokens {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly permanent: string;
  readonly #given = new Map<string, number>();
  readonly #random: () => number;
  readonly #now: () => number;

  constructor(seed: number, now: () => number) {
    this.#random = createRandom(seed + 1);
    this.#now = now;
    this.clientId = this.#hex(32);
    this.clientSecret = `shpss_${this.#hex(32)}`;
    this.permanent = `shpat_${this.#hex(32)}`;
  }

  accepts(token: string | undefined): boolean {
    if (token === undefined) return false;
    return token === this.permanent || (this.#given.get(token) ?? 0) > this.#now();
  }

  /** The token and how many seconds it lives; null for wrong credentials. */
  grant(form: URLSearchParams): { readonly token: string; readonly expiresIn: number } | null {
    if (form.get('grant_type') !== 'client_credentials') return null;
    if (form.get('client_id') !== this.clientId || form.get('client_secret') !== this.clientSecret) return null;
    const token = `shpat_${this.#hex(32)}`;
    this.#given.set(token, this.#now() + LIFE_SECONDS * 1000);
    return { token, expiresIn: LIFE_SECONDS };
  }

  /** As when an app is installed anew: tokens given until now open nothing any more. */
  revokeGiven(): void {
    this.#given.clear();
  }

  #hex(length: number): string {
    return Array.from({ length }, () => Math.floor(this.#random() * 16).toString(16)).join('');
  }
}
