import { stringify } from 'yaml';
import type { Value } from '../../src/core/value.ts';
import { TRANSFORMS } from '../../src/transforms/table.ts';
import type { Transform, TransformExample } from '../../src/transforms/transform.ts';

export const BEGIN = '<!-- transforms: written by scripts/docs-transforms.mjs -->';
export const END = '<!-- end of transforms -->';

/** The table of transforms for docs/mapping.md, one row each, out of the table that the program works with. */
export function transformsTable(): string {
  const head = '| transform | what it does | example | a list |\n|---|---|---|---|';
  return [head, ...[...TRANSFORMS.values()].map(row)].join('\n');
}

/** The page with its table replaced. Throws where the marks are missing. */
export function withTransforms(text: string): string {
  const begin = text.indexOf(BEGIN);
  const end = text.indexOf(END);
  if (begin === -1 || end < begin) throw new Error('The marks of the table of transforms are missing.');
  return `${text.slice(0, begin + BEGIN.length)}\n\n${transformsTable()}\n\n${text.slice(end)}`;
}

function row({ name, doc, examples, lists }: Transform): string {
  const cells = [
    code(name),
    cell(doc),
    examples.map(example).join('<br>'),
    lists === 'each' ? 'each item' : 'as a whole',
  ];
  return `| ${cells.join(' | ')} |`;
}

function example({ use, from, to }: TransformExample): string {
  return `${code(transformYaml(use))}: ${code(json(from))} → ${code(json(to))}`;
}

/** As it stands in a mapping, on one line; a name alone needs no quotes. */
export function transformYaml(use: unknown): string {
  if (typeof use === 'string') return use;
  const options = {
    collectionStyle: 'flow',
    lineWidth: 0,
    defaultStringType: 'QUOTE_SINGLE',
    defaultKeyType: 'PLAIN',
  } as const;
  return stringify(use, options).trim();
}

const json = (value: Value) => JSON.stringify(value);
const cell = (text: string) => text.replaceAll('|', '\\|');
const code = (text: string) => `\`${cell(text)}\``;
