import type { Connector } from '../../core/connector.ts';
import { csvManifest } from './manifest.ts';
import { openCsvSession } from './session.ts';
import type { CsvSettings } from './settings.ts';

/** CSV files as a source of records. */
export const csvConnector: Connector<CsvSettings> = {
  manifest: csvManifest,
  open: (settings, environment) => openCsvSession(settings, environment),
};
