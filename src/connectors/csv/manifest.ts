import { resolve } from 'node:path';
import type { ConnectorManifest } from '../../core/connector.ts';
import { type CsvSettings, csvSettingsSchema } from './settings.ts';

export const csvManifest: ConnectorManifest<CsvSettings> = {
  name: 'csv',
  title: 'CSV files',
  settings: csvSettingsSchema,
  secrets: [],
  identity: ({ file, directory }) => `file:${resolve(file ?? directory ?? '.')}`,
};
