import { missingError } from '../errors.ts';
import type { Call } from '../orm/model.ts';
import type { Row } from '../orm/values.ts';

/** The called records; a deleted one is a MissingError. */
export function present(call: Call): Row[] {
  const rows = call.env.rows(call.model.name, call.ids);
  if (rows.length < call.ids.length) {
    const gone = call.ids.filter((id) => !call.model.table.rows.has(id));
    throw missingError(call.model.name, gone.slice(0, 1), call.env.uid);
  }
  return rows;
}
