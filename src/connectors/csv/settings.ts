import { z } from 'zod';
import { RECORD_TYPES } from '../../core/connector.ts';
import { mappingFileSchema } from './mapping/mapping-file.ts';
import { PROFILE_NAMES } from './profiles/profiles.ts';

const oneCharacter = z.string().length(1, 'must be one character');

/** Settings of a CSV connection. Parsing what was parsed gives the same. */
export const csvSettingsSchema = z
  .strictObject({
    /** One file. Relative paths are relative to the working directory. */
    file: z.string().min(1).optional(),
    /** Every .csv, .tsv and .txt file of a folder, by name. */
    directory: z.string().min(1).optional(),
    /** What the records must be; needed with a mapping that does not say it. */
    type: z.enum(RECORD_TYPES).optional(),
    /** Which program's export it is; `auto` tells by the header, as it is done without a mapping. */
    profile: z.enum(['auto', ...PROFILE_NAMES]).optional(),
    /** For any other file, or to add to a profile: the path of a mapping file, or what is in it. */
    mapping: z.union([z.string().min(1), mappingFileSchema]).optional(),
    /** Found out when absent. */
    delimiter: oneCharacter.optional(),
    quote: oneCharacter.optional(),
    /** Found out when absent; Windows-1252 never is. */
    encoding: z.string().min(1).optional(),
  })
  .refine(({ file, directory }) => (file === undefined) !== (directory === undefined), {
    message: 'Give either "file" or "directory".',
    path: ['file'],
  });

export type CsvSettings = z.infer<typeof csvSettingsSchema>;
