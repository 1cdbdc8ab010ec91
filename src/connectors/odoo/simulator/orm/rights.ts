import type { Operation } from './model.ts';

/** Access rules as data: group names, the groups of each known user kind, and per model `group:rwcu` words. */
export interface RightsTable {
  readonly groups: Readonly<Record<string, string>>;
  readonly users: Readonly<Record<string, string>>;
  readonly rules: Readonly<Record<string, string>>;
}

const LETTER: Readonly<Record<Operation, string>> = { read: 'r', write: 'w', create: 'c', unlink: 'u' };

/** Who may do what: users have groups, groups have operations on models. */
export class Rights {
  readonly #table: RightsTable;
  readonly #groups = new Map<number, ReadonlySet<string>>();
  readonly #allowed = new Map<string, boolean>();

  constructor(table: RightsTable) {
    this.#table = table;
  }

  /** Gives a user the groups of a kind: `admin`, `bot` or `limited`. */
  setKind(uid: number, kind: string): void {
    this.#groups.set(uid, new Set((this.#table.users[kind] ?? '').split(' ')));
    this.#allowed.clear();
  }

  hasGroup(uid: number, group: string): boolean {
    return this.#groups.get(uid)?.has(group) ?? false;
  }

  groupsOf(uid: number): ReadonlySet<string> {
    return this.#groups.get(uid) ?? new Set();
  }

  /** `Application / Name`, or the name alone. */
  groupName(group: string): string {
    return this.#written(group, ' / ');
  }

  #written(group: string, separator: string): string {
    const [application = '', name = group] = (this.#table.groups[group] ?? `|${group}`).split('|');
    return application === '' ? name : `${application}${separator}${name}`;
  }

  groupKeys(): readonly string[] {
    return Object.keys(this.#table.groups);
  }

  allows(uid: number, model: string, operation: Operation): boolean {
    const key = `${uid},${model},${operation}`;
    const known = this.#allowed.get(key);
    if (known !== undefined) return known;
    const groups = this.groupsOf(uid);
    const granted = this.#granting(model, operation).some((group) => group === '*' || groups.has(group));
    this.#allowed.set(key, granted);
    return granted;
  }

  /** Names of the groups that may, in the form and order of Odoo's message. */
  groupsFor(model: string, operation: Operation): string[] {
    const granting = [...new Set(this.#granting(model, operation))].filter((group) => group !== '*');
    // by application, then name; those without an application come last
    const key = (group: string): string => (this.#table.groups[group] ?? '').replace(/^\|/, '\uffff|');
    return granting.sort((a, b) => (key(a) < key(b) ? -1 : 1)).map((group) => this.#written(group, '/'));
  }

  #granting(model: string, operation: Operation): string[] {
    const granting: string[] = [];
    for (const word of (this.#table.rules[model] ?? '').split(' ')) {
      const cut = word.lastIndexOf(':');
      if (cut > 0 && word.slice(cut + 1).includes(LETTER[operation])) granting.push(word.slice(0, cut));
    }
    return granting;
  }
}
