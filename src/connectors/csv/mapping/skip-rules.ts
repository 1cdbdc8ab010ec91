/** Rules of a mapping file for rows to leave out. */
import { PasserelleError } from '../../../errors.ts';
import { BoundedRegExp } from '../../../transforms/bounded-regex.ts';
import { columnIndex } from '../reading/header.ts';
import type { SkipRule } from './mapping-file.ts';

/** True for rows that at least one rule leaves out. Throws `csv_unknown_column`, `csv_mapping_invalid`. */
export function compileSkipRules(
  rules: readonly SkipRule[],
  header: readonly string[],
): (cells: readonly string[]) => boolean {
  const tests = rules.map((rule, at) => compileRule(rule, columnIndex(header, rule.column), `skip[${at}]`));
  if (tests.length === 0) return () => false;
  return (cells) => tests.some((test) => test(cells));
}

function compileRule(rule: SkipRule, index: number, where: string): (cells: readonly string[]) => boolean {
  const cell = (cells: readonly string[]) => (cells[index] ?? '').trim();
  const { equals, startsWith, matches, empty } = rule;
  if (equals !== undefined) return (cells) => cell(cells) === equals;
  if (rule.in !== undefined) {
    const values = new Set(rule.in);
    return (cells) => values.has(cell(cells));
  }
  if (startsWith !== undefined) return (cells) => cell(cells).startsWith(startsWith);
  if (matches !== undefined) {
    const expression = compilePattern(matches, where);
    return (cells) => expression.test(cell(cells));
  }
  return (cells) => (cell(cells) === '') === (empty ?? true);
}

function compilePattern(pattern: string, where: string): RegExp {
  try {
    return new BoundedRegExp(pattern, 'u');
  } catch (cause) {
    throw new PasserelleError('csv_mapping_invalid', `"${where}.matches" is not a regular expression: ${pattern}`, {
      field: `${where}.matches`,
      value: pattern,
      cause,
    });
  }
}
