import { describe, expect, it } from 'vitest';
import { readLoadAnswer } from './load-answer.ts';

const error = (message: string, from: number) => ({ type: 'error', message, rows: { from, to: from }, record: from });

describe('an answer of load', () => {
  it('gives each record its id and its own warnings', () => {
    const answer = { ids: [7, 8], messages: [{ type: 'warning', message: 'two matches', rows: { from: 3, to: 3 } }] };
    expect(readLoadAnswer(answer, [0, 2])).toEqual({
      kind: 'done',
      ids: [7, 8],
      warnings: new Map([[1, ['two matches']]]),
    });
  });

  it('with errors names the records of their rows, so that the good ones can go on', () => {
    const verdict = readLoadAnswer(
      { ids: false, messages: [error('Barcode taken.', 0), error('Bad country', 4)] },
      [0, 2, 4, 6],
    );
    expect(verdict).toMatchObject({
      kind: 'refused',
      accused: [0, 2],
      error: { code: 'odoo_refused', message: 'Barcode taken.' },
    });
  });

  it('that speaks of a conflict with another transaction is no refusal: the record would be lost', () => {
    const answer = { ids: false, messages: [error('could not serialize access due to concurrent update\n', 0)] };
    expect(readLoadAnswer(answer, [0])).toMatchObject({
      kind: 'busy',
      error: { code: 'odoo_busy', kind: 'transient' },
    });
  });

  it('with another number of ids than records is not believed', () => {
    expect(readLoadAnswer({ ids: [1], messages: [] }, [0, 1]).kind).toBe('busy');
    expect(readLoadAnswer({ ids: false, messages: [] }, [0]).kind).toBe('refused');
    expect(readLoadAnswer(null, [0]).kind).toBe('refused');
  });
});
