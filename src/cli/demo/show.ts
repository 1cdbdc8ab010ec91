import { join } from 'node:path';
import type { App } from '../../app.ts';
import type { Connection } from '../../connections/connections.ts';
import type { OdooSimulator } from '../../connectors/odoo/simulator/start.ts';
import type { SyncEvent } from '../../sync/sync-types.ts';
import type { Terminal } from '../command.ts';
import { planText } from '../import/plan-text.ts';
import { createProgress } from '../import/progress.ts';
import { runImport } from '../import/run-import.ts';
import { type ImportSummary, summaryText } from '../import/summary.ts';
import { CHANGE, changePrice, writeShop } from './shop.ts';

export interface Stage {
  readonly app: App;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  readonly folder: string;
  readonly simulator: OdooSimulator;
  readonly access: { readonly login: string; readonly password: string };
}

interface Scene extends Stage {
  /** Notices that were shown already. */
  readonly seen: Set<string>;
}

/** Three imports of one file: everything is new, nothing has changed, one price has. Gives what each came to. */
export async function showImports(stage: Stage): Promise<readonly ImportSummary[]> {
  const { app, terminal, folder, simulator, access } = stage;
  const scene: Scene = { ...stage, seen: new Set() };
  const file = join(folder, 'products.csv');
  await writeShop(file);
  const { url, database, apiKey } = simulator;
  const target = await app.connections.fromSettings('odoo', { url, database, ...access, apiKey }, 'demo');
  const command = `  $ passerelle import products.csv --as product --to ${url}\n`;

  terminal.out(`1. A simulated Odoo 19.0 is up at ${url} (database ${database}, login ${access.login}).\n`);
  terminal.out(`2. A shop's product export is in ${file}.\n\n`);

  terminal.out(`3. Import it:\n${command}`);
  const first = await importFile(scene, target, file);

  terminal.out(`4. Import it again. Nothing is created twice, and nothing is written:\n${command}`);
  const second = await importFile(scene, target, file);

  await changePrice(file);
  const { title, sku, before, after } = CHANGE;
  terminal.out(`5. The price of ${title} (${sku}) becomes ${after} instead of ${before} in the file. Import it:\n`);
  terminal.out(command);
  const third = await importFile(scene, target, file);
  return [first, second, third];
}

async function importFile(
  { app, terminal, signal, seen }: Scene,
  target: Connection,
  file: string,
): Promise<ImportSummary> {
  const progress = createProgress(terminal, Date.now);
  const onEvent = (event: SyncEvent) => {
    // What the Odoo has no place for is the same each time.
    if (event.kind === 'notice' && seen.has(event.message)) return;
    if (event.kind === 'notice') seen.add(event.message);
    if (event.kind !== 'record') {
      progress.onEvent(event);
    } else if (event.report.action === 'update' || event.report.action === 'reject') {
      progress.clear();
      terminal.out(indent(planText(event.report)));
    }
  };
  try {
    const summary = await runImport({
      ...{ app, file, target, signal, onEvent },
      type: 'product',
      mapping: null,
      existing: 'link',
      deleted: 'ask',
      dryRun: false,
      limit: null,
      source: null,
      rejects: null,
    });
    progress.clear();
    terminal.out(`${indent(summaryText(summary))}\n`);
    return summary;
  } finally {
    progress.clear();
  }
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}
