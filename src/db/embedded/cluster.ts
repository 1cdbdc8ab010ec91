import { setTimeout as delay } from 'node:timers/promises';
import { PasserelleError } from '../../errors.ts';
import type { Address } from '../connect.ts';
import { codeOf, folderError, isConnectionLoss } from '../storage-error.ts';
import { DATABASE, readOrMakePassword, SUPERUSER } from './access.ts';
import { type Binaries, prepareBinaries } from './binaries.ts';
import { clusterExists, createCluster, removeAbandoned } from './initdb.ts';
import { type Layout, prepareLayout, type Transport } from './layout.ts';
import { type Lease, takeLease } from './lease.ts';
import { findPackage, type Host } from './platform.ts';
import { isRunning, type Postmaster, readPostmaster, removeStaleFiles } from './postmaster.ts';
import { type ServerSettings, type Start, startServer, stopServer } from './server.ts';

export interface ClusterOptions {
  readonly dataDir: string;
  readonly host?: Host;
  readonly transport?: Transport;
  readonly settings?: ServerSettings;
  /** For clusters that are thrown away: initdb does not flush. */
  readonly skipInitSync?: boolean;
  /** Recovery after a power cut takes the longest. */
  readonly startTimeoutMs?: number;
  readonly stopTimeoutMs?: number;
  /** PostgreSQL went away while in use: called with the reason while it cannot be started again. */
  readonly onTrouble?: (error: unknown) => void;
}

export interface EmbeddedCluster {
  readonly address: Address;
  /** Leaves the cluster; the last one out stops PostgreSQL. */
  close(): Promise<void>;
}

const START_TIMEOUT_MS = 120_000;
const STOP_TIMEOUT_MS = 60_000;
/** Looking is a file read on Linux and a process elsewhere. */
const POLL_MS = process.platform === 'linux' ? 5 : 25;
const RETRY_MS = 1_000;

interface Context {
  readonly layout: Layout;
  readonly options: ClusterOptions;
  binaries(): Promise<Binaries>;
}

/**
 * The cluster of a data folder: made if new, started if it does not run, joined if it does.
 *
 * Throws `storage_unsupported_platform`, `storage_root_without_user`, `storage_read_only`, `storage_full`,
 * `storage_folder_invalid`, `storage_locked`, `storage_unavailable`.
 */
export async function openCluster(options: ClusterOptions): Promise<EmbeddedCluster> {
  const packageFolder = findPackage(options.host ?? process);
  const transport = options.transport ?? (process.platform === 'win32' ? 'loopback' : 'socket');
  const layout = await prepareLayout(options.dataDir, transport);
  let binaries: Promise<Binaries> | undefined;
  const context: Context = {
    layout,
    options,
    binaries: () => {
      binaries ??= prepareBinaries(packageFolder, layout.home, layout.runAs);
      return binaries;
    },
  };
  return await stay(context);
}

/** Holds a lease until closed; takes another, and starts PostgreSQL again, if it went away meanwhile. */
async function stay(context: Context): Promise<EmbeddedCluster> {
  const closing = new AbortController();
  let lease: Lease | undefined;
  let returning: Promise<void> | undefined;
  const comeBack = async () => {
    lease = undefined;
    while (lease === undefined && !closing.signal.aborted) {
      try {
        // Not broken off by a close: a PostgreSQL that is starting must be left in good order too.
        lease = (await enter(context, onLost)).lease;
      } catch (error) {
        context.options.onTrouble?.(error);
        await delay(RETRY_MS, undefined, { signal: closing.signal }).catch(() => undefined);
      }
    }
  };
  const onLost = () => {
    returning = comeBack();
  };
  const entered = await enter(context, onLost);
  lease = entered.lease;
  return {
    address: entered.address,
    async close() {
      closing.abort();
      await returning;
      if (lease !== undefined) await leave(context, lease);
      lease = undefined;
    },
  };
}

/** Starts PostgreSQL if need be, and takes a lease. */
async function enter(context: Context, onLost: () => void): Promise<{ lease: Lease; address: Address }> {
  const { layout, options } = context;
  const timeoutMs = options.startTimeoutMs ?? START_TIMEOUT_MS;
  if (!(await clusterExists(layout))) {
    await createCluster(layout, await context.binaries(), options.skipInitSync !== true);
  }
  let start: Start | undefined;
  let failure: PasserelleError | undefined;
  for (const end = Date.now() + timeoutMs; Date.now() < end; await delay(POLL_MS)) {
    const postmaster = await readPostmaster(layout.cluster);
    const isThere = postmaster !== undefined && (await isRunning(postmaster, layout.cluster));
    const address = isThere ? await addressOf(layout, postmaster) : undefined;
    const lease = address === undefined ? undefined : await tryLease(address, onLost);
    if (lease !== undefined && address !== undefined) return { lease, address };
    const state = start?.state();
    if (isThere || state === 'running') continue;
    if (state !== undefined && state !== 'ended') {
      // Another start came first, or sessions of a killed PostgreSQL are still ending: wait for them.
      if (state.code !== 'storage_locked') throw state;
      failure = state;
    }
    if (postmaster !== undefined) await removeStaleFiles(layout.cluster, postmaster);
    start = await begin(context);
  }
  throw (
    failure ??
    new PasserelleError('storage_unavailable', `PostgreSQL did not start within ${timeoutMs / 1000} seconds.`, {
      remedy: `Look into ${layout.logFile}; after a crash it may need longer, then start again.`,
    })
  );
}

async function begin({ layout, binaries, options }: Context): Promise<Start> {
  const programs = await binaries();
  try {
    await removeAbandoned(layout);
    return await startServer(layout, programs, options.settings ?? {});
  } catch (error) {
    throw folderError(error, layout.dataDir);
  }
}

async function addressOf(layout: Layout, postmaster: Postmaster): Promise<Address | undefined> {
  const common = { port: postmaster.port, user: SUPERUSER, database: DATABASE };
  if (layout.transport === 'loopback') {
    return { ...common, host: '127.0.0.1', password: await readOrMakePassword(layout) };
  }
  // The file gets this line a moment after the others.
  return postmaster.socketDir === '' ? undefined : { ...common, host: postmaster.socketDir };
}

/** Undefined while PostgreSQL is starting or stopping. */
async function tryLease(address: Address, onLost: () => void): Promise<Lease | undefined> {
  try {
    return await takeLease(address, onLost);
  } catch (error) {
    const text = error instanceof Error ? error.message : '';
    if (isConnectionLoss(codeOf(error) ?? '', text)) return undefined;
    throw error;
  }
}

async function leave({ layout, binaries, options }: Context, lease: Lease): Promise<void> {
  try {
    const postmaster = await readPostmaster(layout.cluster);
    if ((await lease.isLastOut()) && postmaster !== undefined) {
      await stopServer(postmaster, layout, await binaries(), options.stopTimeoutMs ?? STOP_TIMEOUT_MS);
    }
  } catch (error) {
    // It went away by itself: nothing is left to stop.
    if (!isConnectionLoss(codeOf(error) ?? '', error instanceof Error ? error.message : '')) throw error;
  } finally {
    await lease.end();
  }
}
