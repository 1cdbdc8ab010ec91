import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { operation } from './operation.ts';
import { readAnswer } from './read-answer.ts';

const ask = operation('query Ask { shop { id } }');
const FIXTURES = path.join(import.meta.dirname, '../../../../test/fixtures/shopify/graphql');
const fixture = (name: string): unknown => JSON.parse(readFileSync(path.join(FIXTURES, name), 'utf8')).response;
const answer = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  readAnswer({ status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) }, ask, 0);

describe('an answer of Shopify', () => {
  it('of a throttled query says how long to wait', () => {
    // 480 asked for, 112 there, 100 a second.
    expect(answer(fixture('_throttled.json'))).toMatchObject({ kind: 'wait', waitMs: 3680, requestedCost: 480 });
  });

  it('that denies access names the scope, or says what else may be missing', () => {
    expect(answer(fixture('_accessDenied.json'))).toMatchObject({
      kind: 'refused',
      error: { code: 'shopify_access_denied' },
    });
    const message = 'Access denied for customers field. Required access: `read_customers` access scope.';
    const denied = { errors: [{ message, extensions: { code: 'ACCESS_DENIED' } }], data: null };
    expect(answer(denied)).toMatchObject({ error: { code: 'shopify_missing_scope', field: 'read_customers' } });
  });

  it('gives data, cost and the version that served it', () => {
    const headers = { 'x-shopify-api-version': '2027-01', date: 'Tue, 24 Nov 2026 10:00:00 GMT' };
    expect(answer(fixture('ShopInfo.json'), 200, headers)).toMatchObject({
      kind: 'data',
      requestedCost: 12,
      throttle: { restoreRate: 100 },
      version: '2027-01',
      serverMs: Date.UTC(2026, 10, 24, 10),
    });
  });

  it.each<[number, string, string]>([
    [401, 'refused', 'shopify_wrong_token'],
    [402, 'refused', 'shopify_shop_unavailable'],
    [403, 'refused', 'shopify_access_denied'],
    [404, 'refused', 'shopify_wrong_shop'],
    [423, 'wait', 'shopify_rate_limited'],
    [429, 'wait', 'shopify_rate_limited'],
    [430, 'wait', 'shopify_rate_limited'],
    [500, 'broken', 'shopify_server_error'],
    [504, 'broken', 'shopify_server_error'],
  ])('with HTTP %i is %s', (status, kind, code) => {
    expect(answer('<html>', status)).toMatchObject({ kind, error: { code } });
  });

  it('that is no answer of Shopify is not taken for one', () => {
    expect(answer('<html>login</html>')).toMatchObject({ kind: 'broken', error: { code: 'shopify_bad_answer' } });
    expect(answer({ data: null })).toMatchObject({ kind: 'broken', error: { code: 'shopify_bad_answer' } });
  });
});
