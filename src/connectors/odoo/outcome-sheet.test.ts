import { describe, expect, it } from 'vitest';
import type { Write } from '../../core/connector.ts';
import { PasserelleError } from '../../errors.ts';
import { OdooError } from '../../odoo/odoo-error.ts';
import { collectOutcomes, settleLaterStep } from './outcome-sheet.ts';

const first: Write = { op: 'archive', sourceId: '1', id: '1' };
const second: Write = { op: 'archive', sourceId: '2', id: '2' };
const data = new PasserelleError('odoo_refused', 'no');

describe('outcomes of a batch', () => {
  it('let an exception through only as long as nothing was sent', async () => {
    const fail = async () => {
      throw data;
    };
    await expect(collectOutcomes([first], fail)).rejects.toBe(data);
    const sent = await collectOutcomes([first, second], async (sheet) => {
      sheet.sending();
      sheet.settle(first, { status: 'applied', id: '1' });
      throw data;
    });
    expect(sent).toEqual([
      { status: 'applied', id: '1' },
      { status: 'unknown', error: data },
    ]);
  });

  it('keep the worst that was said of a write', async () => {
    const [outcome] = await collectOutcomes([first], async (sheet) => {
      sheet.settle(first, { status: 'unknown', error: data });
      sheet.settle(first, { status: 'applied', id: '1' });
    });
    expect(outcome?.status).toBe('unknown');
  });

  it('take a cut answer as unknown and a refusal of several as nobody’s own', async () => {
    const cut = new OdooError('odoo_bad_answer', 'cut', { effect: 'unknown' });
    const refused = new OdooError('odoo_validation_error', 'no');
    const missing = new OdooError('odoo_access_error', 'no right');
    const outcome = async (thrown: unknown, writes: readonly Write[]) =>
      (await collectOutcomes([first, second], async (sheet) => sheet.fail(writes, thrown)))[0];
    expect(await outcome(cut, [first])).toMatchObject({ status: 'unknown' });
    expect(await outcome(refused, [first, second])).toMatchObject({ status: 'rejected', alone: false });
    expect(await outcome(refused, [first])).toMatchObject({ status: 'rejected', alone: true });
    // Halving would only repeat what stands in the way of all.
    expect(await outcome(missing, [first, second])).toMatchObject({ status: 'rejected', alone: true });
  });

  it('never call a record refused that stands already', async () => {
    const create = { op: 'create', key: 'k', sourceId: '1', values: {} } as unknown as Write;
    const outcomes = await collectOutcomes([create, first], async (sheet) => {
      for (const write of [create, first])
        settleLaterStep(sheet, write, { status: 'refused', error: data, alone: true });
    });
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['unknown', 'rejected']);
  });
});
