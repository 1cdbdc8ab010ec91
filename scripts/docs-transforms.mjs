// Writes the table of transforms in docs/mapping.md. A test (test/docs/mapping.test.ts) says when it has to be run again.
import { readFileSync, writeFileSync } from 'node:fs';
import { withTransforms } from '../test/docs/transforms-table.ts';

const file = new URL('../docs/mapping.md', import.meta.url);
writeFileSync(file, withTransforms(readFileSync(file, 'utf8')));
