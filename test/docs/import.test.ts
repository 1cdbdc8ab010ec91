import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/commands.ts';
import { summarise } from '../../src/cli/import/summary.ts';
import { NO_COUNTS } from '../../src/sync/sync-types.ts';
import { codeBlocks, codeRows, page, section, unquoted } from './markdown.ts';

const text = page('import.md');
const PAGES = ['import.md', 'csv.md', 'mapping.md', 'odoo.md', 'errors.md', 'configuration.md', 'simulator.md'];

describe('docs/import.md', () => {
  it('tells of every field of --json in its order, and of none that is gone', () => {
    const rest = { durationMs: 0, rejectsFile: null, dryRun: false, resumed: false, runId: null };
    const keys = Object.keys(summarise(NO_COUNTS, rest));
    const heading = section(text, '## `--json`');
    expect(codeRows(heading).map(([field]) => unquoted(field))).toEqual(keys);
    const shown: unknown = JSON.parse(codeBlocks(heading)[0]?.text ?? '');
    expect(Object.keys(shown as object)).toEqual(keys);
  });

  it('tells of every option of import', () => {
    const options = COMMANDS.find(({ path }) => path === 'import')?.options ?? [];
    const told = section(text, '## Options');
    for (const [flags] of options) expect(told).toContain(flags.split(' ')[0]);
  });
});

/** Options of every command, and the global ones. */
const GLOBAL = ['--config', '--data-dir', '--database-url', '--help', '--version'];

interface Shown {
  readonly name: string;
  readonly line: string;
}

/** Commands of a page's code blocks, a backslash at the end going on in the next line. */
function shownCommands(name: string): readonly Shown[] {
  return codeBlocks(page(name)).flatMap(({ text: block }) =>
    block
      .replace(/\\\n\s*/g, ' ')
      .split('\n')
      .map((line) => line.trim().replace(/^\$ /, ''))
      .filter((line) => line.startsWith('passerelle '))
      .map((line) => ({ name, line })),
  );
}

describe('the pages for users', () => {
  const commands = PAGES.flatMap(shownCommands);

  it('show commands', () => {
    expect(commands.length).toBeGreaterThan(30);
  });

  it.each(commands)('$name shows a command that there is: $line', ({ line }) => {
    const words = line
      .replace(/'[^']*'/g, 'X')
      .split(/\s+/)
      .slice(1);
    const spec = COMMANDS.find(({ path }) => `${words.join(' ')} `.startsWith(`${path} `));
    expect(spec).toBeDefined();
    const known = [...GLOBAL, ...(spec?.options ?? []).map(([flags]) => /--[\w-]+/.exec(flags)?.[0])];
    for (const word of words) if (word.startsWith('--')) expect(known).toContain(word);
  });

  it.each(PAGES)('%s links to pages, headings and files that are there', (name) => {
    for (const [, target = '', anchor = ''] of page(name).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)) {
      if (target !== '' && !target.endsWith('.md')) {
        expect(existsSync(new URL(`../../docs/${target}`, import.meta.url)), target).toBe(true);
        continue;
      }
      const linked = target === '' ? name : target;
      expect(readdirSync(new URL('../../docs/', import.meta.url))).toContain(linked);
      if (anchor !== '') expect(anchors(page(linked)), `${linked}#${anchor}`).toContain(anchor);
    }
  });
});

/** As GitHub makes them of headings: small letters, dashes for blanks, other signs left out. */
function anchors(markdown: string): readonly string[] {
  return [...markdown.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
