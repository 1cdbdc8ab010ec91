/** A mapping file over a profile: the profile makes the records, the entries add to them or take places of theirs. */
import { hash } from 'node:crypto';
import { PasserelleError } from '../../../errors.ts';
import type { Layout } from '../layout.ts';
import type { Profile, ProfileOptions } from '../profiles/profile.ts';
import { compileRefinement } from './compile-refinement.ts';
import type { MappingFile } from './mapping-file.ts';
import { refineRecord } from './refine-record.ts';
import { compileSkipRules } from './skip-rules.ts';

/** Throws as `createMappingLayout` does. */
export function createLayoutOverProfile(mapping: MappingFile, profile: Profile, options: ProfileOptions): Layout {
  if (mapping.type !== undefined && mapping.type !== profile.type) {
    throw invalid('type', `A ${profile.title} holds ${profile.type} records, not "${mapping.type}".`);
  }
  if (mapping.group !== undefined) {
    throw invalid(
      'group',
      `The profile "${profile.name}" says which rows make one record; "group" would say it again.`,
    );
  }
  const refinement = compileRefinement(mapping.fields, profile.type, options.header);
  const layout = profile.createLayout({ ...options, refine: (made) => refineRecord(refinement, made) });
  return {
    ...layout,
    fingerprint: hash('sha256', JSON.stringify([1, layout.fingerprint, mapping])).slice(0, 16),
    ...skipping(mapping, layout, profile, options),
  };
}

/** A rule that fits a record's own row leaves out the record with all its rows, one that fits another row that row. */
function skipping(
  { skip = [] }: MappingFile,
  layout: Layout,
  profile: Profile,
  options: ProfileOptions,
): Pick<Layout, 'skips' | 'survey'> | undefined {
  if (skip.length === 0) return undefined;
  const fits = compileSkipRules(skip, options.header);
  const leftOut = new Set<string>();
  // Layouts may remember the row before: the first pass has one of its own.
  const surveyor = profile.createLayout(options);
  return {
    survey: (cells) => {
      layout.survey?.(cells);
      const key = surveyor.keyOf(cells);
      if (key !== null && surveyor.isOwnRow(cells) && fits(cells)) leftOut.add(key);
    },
    skips: (cells) => {
      const key = layout.keyOf(cells);
      return (key !== null && leftOut.has(key)) || fits(cells);
    },
  };
}

function invalid(field: string, message: string): PasserelleError {
  return new PasserelleError('csv_mapping_invalid', message, {
    field,
    remedy: `Leave out "${field}", or leave out "profile" and map every field.`,
  });
}
