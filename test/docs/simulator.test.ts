import { describe, expect, it } from 'vitest';
import { parseFaults } from '../../src/cli/sandbox/faults.ts';
import { startOdooSimulator } from '../../src/connectors/odoo/simulator/start.ts';
import { codeRows, page, section, unquoted } from './markdown.ts';

const faults = section(page('simulator.md'), '## Faults');

describe('docs/simulator.md', () => {
  it('tells of every kind of fault that a bare --faults or a list can ask for', () => {
    const kinds = codeRows(faults)
      .filter((row) => row.length === 3)
      .map(([kind]) => unquoted(kind));
    const rates = kinds.flatMap((kind) => Object.keys(parseFaults(`${kind}=0.01`).rates ?? {}));
    expect(new Set(rates).size).toBe(8);
    // The names that a running simulator is told.
    for (const name of rates) expect(faults).toContain(`\`${name}\``);
  });

  it('names shares of a bare --faults as they are', () => {
    expect(parseFaults(true).rates).toEqual({
      'lost-answer': 0.03,
      dropped: 0.03,
      'bad-gateway-before': 0.03,
      'bad-gateway-after': 0.03,
      'too-many': 0.02,
      slow: 0.05,
    });
  });

  it('shows how to set faults on a running simulator', async () => {
    const odoo = await startOdooSimulator({ port: 0, version: 19 });
    try {
      const body = /-d '(\{.*\})'/.exec(faults)?.[1] ?? '';
      const answer = await fetch(`${odoo.url}/__simulator/faults`, { method: 'PUT', body });
      expect(await answer.json()).toEqual({ settings: JSON.parse(body) });
    } finally {
      await odoo.stop();
    }
  });
});
