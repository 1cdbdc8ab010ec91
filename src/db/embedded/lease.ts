import pg from 'pg';
import type { Address } from '../connect.ts';

/** Any fixed number: who uses the cluster shares the advisory lock of this key. */
const LEASE_KEY = 7_077_000;

/**
 * One process's stake in the cluster: a session that shares an advisory lock. It ends with its process, however that
 * ends, so that a crashed one never counts, and PostgreSQL itself decides between a start and a stop at the same time.
 */
export interface Lease {
  /** Gives the stake back; true if nobody else has one, and nobody can take one any more: stop the server now. */
  isLastOut(): Promise<boolean>;
  end(): Promise<void>;
}

/** Undefined if the last one out is stopping the server just now. Rejects if no server answers. */
export async function takeLease(address: Address, onLost: () => void): Promise<Lease | undefined> {
  const client = new pg.Client({
    ...address,
    application_name: `passerelle lease ${process.pid}`,
    connectionTimeoutMillis: 10_000,
  });
  let isOver = false;
  let isHeld = false;
  const lost = () => {
    if (isHeld && !isOver) onLost();
    isOver = true;
  };
  client.on('error', lost);
  client.on('end', lost);
  const end = async () => {
    isOver = true;
    await client.end();
  };
  try {
    await client.connect();
    isHeld = await ask(client, 'SELECT pg_try_advisory_lock_shared($1) AS answer');
  } catch (error) {
    await end();
    throw error;
  }
  if (!isHeld) {
    await end();
    return undefined;
  }
  return {
    async isLastOut() {
      if (isOver) return false;
      isOver = true;
      // First let go, then ask for all: of two that leave at once the later one gets it, or sees that the other has it.
      await ask(client, 'SELECT pg_advisory_unlock_shared($1) AS answer');
      return await ask(client, 'SELECT pg_try_advisory_lock($1) AS answer');
    },
    end,
  };
}

async function ask(client: pg.Client, statement: string): Promise<boolean> {
  const { rows } = await client.query<{ answer: boolean }>(statement, [LEASE_KEY]);
  return rows[0]?.answer === true;
}
