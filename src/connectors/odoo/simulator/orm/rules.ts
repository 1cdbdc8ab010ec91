import { accessError } from '../errors.ts';
import { compileDomain } from './domain.ts';
import type { Env } from './env.ts';
import type { Model, Operation } from './model.ts';
import type { Json, Row } from './values.ts';

/** A record rule: who is not the administrator sees and touches only what passes it. */
export interface RecordRule {
  readonly model: string;
  /** Users it binds; everyone when missing. */
  readonly group?: string;
  readonly domain: (env: Env) => Json;
}

/** The rules that bind the caller on this model. */
export function rulesFor(env: Env, model: Model): readonly Json[] {
  if (env.su) return [];
  return env.db.rules
    .filter((rule) => rule.model === model.name)
    .filter((rule) => rule.group === undefined || env.db.rights.hasGroup(env.uid, rule.group))
    .map((rule) => rule.domain(env));
}

/** Refuses records that a rule hides from the caller. */
export function accessRules(env: Env, model: Model, operation: Operation, rows: readonly Row[]): void {
  const rules = rulesFor(env, model);
  if (rules.length === 0) return;
  const tests = rules.map((rule) => compileDomain(env.sudo(), model, rule, false).test);
  if (rows.every((row) => tests.every((test) => test(row)))) return;
  const user = env.db.userName(env.uid);
  const lines = [
    'Uh-oh! Looks like you have stumbled upon some top-secret records.',
    `Sorry, ${user} (id=${env.uid}) doesn't have '${operation}' access to:\n- ${model.label} (${model.name})`,
    'If you really, really need access, perhaps you can win over your friendly administrator with a batch of freshly baked cookies.',
  ];
  throw accessError(lines.join('\n\n'));
}
