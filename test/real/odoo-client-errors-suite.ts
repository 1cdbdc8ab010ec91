import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createOdooClient, type OdooClient } from '../../src/odoo/index.ts';
import { type Clock, systemClock } from '../../src/resilience/clock.ts';
import { createCleanup, type OdooTarget, waysInto } from './odoo-target.ts';

/** Every refusal of Odoo has a code of its own, the same on all protocols where they tell enough. */
export function odooErrorsSuite(target: OdooTarget, tag: string): void {
  describe.each(waysInto(target))('errors over $name', ({ protocol, open }) => {
    let client: OdooClient;
    const cleanup = createCleanup();
    beforeAll(() => {
      client = open();
    });
    afterEach(() => cleanup.run(client));
    afterAll(() => client.close());

    // XML-RPC has one fault code for both.
    const validation = protocol === 'xmlrpc' ? 'odoo_user_error' : 'odoo_validation_error';
    const GONE = 99_999_999;

    const refusals: readonly [string, string, (client: OdooClient) => Promise<unknown>][] = [
      ['a deleted record written', 'odoo_missing_record', (odoo) => odoo.write('res.partner', GONE, { city: 'x' })],
      ['a deleted record deleted', 'odoo_missing_record', (odoo) => odoo.unlink('res.partner', GONE)],
      ['an unknown field read', 'odoo_unknown_field', (odoo) => odoo.read('res.partner', [1], ['no_such_field'])],
      [
        'an unknown field searched',
        'odoo_unknown_field',
        (odoo) => odoo.search('res.partner', [['no_such_field', '=', 1]]),
      ],
      [
        'an unknown field sorted by',
        'odoo_unknown_field',
        (odoo) => odoo.search('res.partner', [], { order: 'no_such_field' }),
      ],
      ['an unknown field written', 'odoo_unknown_field', (odoo) => odoo.write('res.partner', 1, { no_such_field: 1 })],
      [
        'an unknown field created',
        'odoo_unknown_field',
        (odoo) => odoo.create('res.partner', { name: tag, no_such_field: 1 }),
      ],
      ['an unknown field loaded', 'odoo_unknown_field', (odoo) => odoo.load('res.partner', ['no_such_field'], [['x']])],
      ['an unknown model', 'odoo_unknown_model', (odoo) => odoo.search('no.such.model', [])],
      ['an unknown method', 'odoo_unknown_method', (odoo) => odoo.call('res.partner', 'no_such_method', [[1]])],
      ['a private method', 'odoo_private_method', (odoo) => odoo.call('res.partner', '_compute_display_name', [[1]])],
      ['an unknown argument', 'odoo_bad_arguments', (odoo) => odoo.call('res.partner', 'search', [[]], { nope: 1 })],
      ['a missing argument', 'odoo_bad_arguments', (odoo) => odoo.call('res.partner', 'search', [], {})],
      ['a wrong selection value', 'odoo_bad_value', (odoo) => odoo.create('res.partner', { name: tag, type: 'nope' })],
      [
        'a text for a number',
        'odoo_bad_value',
        (odoo) => odoo.create('product.template', { name: tag, list_price: '13,75' }),
      ],
      [
        'a time with T',
        'odoo_bad_value',
        (odoo) => odoo.create('sale.order', { partner_id: 1, date_order: '2027-03-04T10:20:31Z' }),
      ],
      [
        'an inactive language',
        'odoo_user_error',
        (odoo) => odoo.search('res.partner', [], { context: { lang: 'xx_XX' } }),
      ],
      ['a missing required field', validation, (odoo) => odoo.create('sale.order', {})],
      ['a contact without a name', validation, (odoo) => odoo.create('res.partner', {})],
      [
        'a pair for an id',
        'odoo_many2one_pair',
        (odoo) => odoo.create('res.partner', { name: tag, parent_id: [1, 'x'] }),
      ],
    ];

    it.each(refusals)('%s: %s', async (_what, code, ask) => {
      const error = await ask(client).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code });
      expect(String((error as Error).message)).not.toMatch(/Traceback/);
    });

    it('a taken barcode keeps the text of Odoo', async () => {
      const barcode = `B${tag}`;
      cleanup.note('product.template', await client.create('product.template', { name: tag, barcode }));
      const twice = client.create('product.template', { name: tag, barcode });
      await expect(twice).rejects.toMatchObject({ code: validation, message: expect.stringContaining(barcode) });
    });

    it('a number that PostgreSQL cannot hold is a bad value or finds nothing', async () => {
      const found = client.search('res.partner', [['id', '=', 3_000_000_000]]);
      if (Number(target.version) >= 19) expect(await found).toEqual([]);
      else await expect(found).rejects.toMatchObject({ code: 'odoo_bad_value' });
    });

    it('half of a character never leaves', async () => {
      await expect(client.create('res.partner', { name: `${tag}\ud83d` })).rejects.toMatchObject({
        code: 'odoo_bad_value',
      });
    });

    it('NUL is refused', async () => {
      await expect(client.create('res.partner', { name: `${tag}\u0000` })).rejects.toMatchObject({
        code: 'odoo_bad_value',
      });
    });

    it('time over: a read says so, a write that its outcome is unknown', async () => {
      const clock = createImpatientClock();
      const once = open({ retry: { maxAttempts: 1 }, clock });
      await once.authenticate();
      clock.loseAllPatience();
      await expect(once.search('res.partner', [])).rejects.toMatchObject({ code: 'http_timeout' });
      const created = once.create('res.partner', { name: `${tag} late` });
      // Known when not even a connection stood.
      const code = expect.stringMatching(/^(odoo_outcome_unknown|http_timeout)$/);
      await expect(created).rejects.toMatchObject({ code });
      await once.close();
      const made = await client.search('res.partner', [['name', '=', `${tag} late`]]);
      cleanup.note('res.partner', made);
    });

    it('a cancelled read ends at once', async () => {
      const controller = new AbortController();
      const read = client.searchRead('res.partner', [], ['name'], { signal: controller.signal });
      controller.abort();
      await expect(read).rejects.toMatchObject({ code: 'cancelled' });
    });
  });

  describe.skipIf(target.limited === undefined)('a user without the right', () => {
    it.each(['jsonrpc', 'xmlrpc', 'web-session'] as const)('is told so over %s', async (protocol) => {
      const { url, database, limited } = target;
      const client = createOdooClient({ url, database, protocol, ...limited });
      const created = client.create('product.template', { name: tag });
      await expect(created).rejects.toMatchObject({
        code: 'odoo_access_error',
        message: expect.stringContaining('product.template'),
      });
      await client.close();
    });
  });
}

/** Real time, until told: then every wait is over before an answer can be read. */
function createImpatientClock(): Clock & { loseAllPatience(): void } {
  let impatient = false;
  return {
    now: () => Date.now(),
    timer(delayMs, fire) {
      if (impatient) {
        const immediate = setImmediate(fire);
        return () => clearImmediate(immediate);
      }
      return systemClock.timer(delayMs, fire);
    },
    loseAllPatience() {
      impatient = true;
    },
  };
}
