import type { App } from '../app.ts';
import type { CheckItem } from '../core/connector.ts';
import { countItems, exitCodeOf, failedItem, formatItems, worst } from './check-report.ts';
import type { CommandRun, Place } from './command.ts';
import { terminalLog } from './context.ts';
import { examineDatabase } from './doctor/database.ts';
import { examineFolder } from './doctor/folder.ts';
import { examineSecretKey } from './doctor/secret-key.ts';
import { version } from './version.ts';

export const run: CommandRun = async (context) => {
  const { terminal, place, json } = context;
  const configuration = await configurationItem(place);
  const items: CheckItem[] = [programItem(), nodeItem(), configuration];
  const { createApp } = await import('../app.ts');
  const app = await createApp({
    ...place,
    environment: terminal.environment,
    // Broken, it is reported already: the rest is examined without it.
    configFile: configuration.status === 'failed' ? null : place.configFile,
    log: terminalLog(terminal),
  });
  try {
    // Before the folder is looked at: it is made when the database is first started.
    const database = await examineDatabase(app, place);
    items.push(...(await examineFolder(place.dataFolder)), ...database);
    items.push(...(await examineSecretKey(place.dataFolder.path, terminal.environment.PASSERELLE_SECRET_KEY)));
    items.push(...(await connectionItems(app, worst(database) !== 'failed')));
  } finally {
    await app.close();
  }
  if (json) terminal.out(`${JSON.stringify({ status: worst(items), items })}\n`);
  else terminal.out(`${formatItems(items)}\n${countItems(items)}\n`);
  return exitCodeOf(items);
};

function programItem(): CheckItem {
  const platform = `${process.platform} ${process.arch}`;
  return { name: 'passerelle', status: 'ok', message: `Version ${version()} on ${platform}.` };
}

/** An older one cannot have come this far: the program says so at its start. */
function nodeItem(): CheckItem {
  return { name: 'node', status: 'ok', message: `Node ${process.versions.node} (${process.execPath}).` };
}

async function configurationItem({ configFile }: Place): Promise<CheckItem> {
  if (configFile === null) {
    return {
      name: 'configuration',
      status: 'ok',
      message: 'No passerelle.yaml here; connections of the database only.',
    };
  }
  const { readConfigFile } = await import('../config/config-file.ts');
  try {
    const { connections } = await readConfigFile(configFile);
    const count = connections.size === 1 ? '1 connection' : `${connections.size} connections`;
    return { name: 'configuration', status: 'ok', message: `${configFile}: ${count}.` };
  } catch (error) {
    return failedItem('configuration', error);
  }
}

/** Without a database only those of the file can be told. */
async function connectionItems(app: App, hasDatabase: boolean): Promise<readonly CheckItem[]> {
  const items: CheckItem[] = [];
  const known = hasDatabase ? await app.connections.list() : [...(app.config?.connections.values() ?? [])];
  for (const { name, connector } of known) {
    const title = `connection ${name}`;
    try {
      const { identity, origin } = await app.connections.get(name);
      const from = origin === 'file' ? 'passerelle.yaml' : 'the database';
      items.push({ name: title, status: 'ok', message: `${connector}, ${identity}; from ${from}.` });
    } catch (error) {
      items.push(failedItem(title, error));
    }
  }
  if (items.length === 0 && hasDatabase) {
    items.push({ name: 'connections', status: 'ok', message: 'None yet; add one with "passerelle connection add".' });
  }
  return items;
}
