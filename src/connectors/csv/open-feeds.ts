import { PasserelleError } from '../../errors.ts';
import type { GroupedFile } from './grouping/group-file.ts';

/** What the feeds of a session hold open: closed with the session, whoever stopped reading in the middle. */
export class OpenFeeds {
  readonly #open = new Set<GroupedFile>();
  #isClosed = false;

  async enter(file: GroupedFile): Promise<void> {
    this.#open.add(file);
    if (!this.#isClosed) return;
    await this.leave(file);
    throw new PasserelleError('internal', 'The session was closed while its feed was read.');
  }

  async leave(file: GroupedFile): Promise<void> {
    this.#open.delete(file);
    await file.close();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const file of this.#open) await this.leave(file);
  }
}
