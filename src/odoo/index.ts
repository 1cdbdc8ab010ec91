/** The Odoo client, usable by itself: `import { createOdooClient } from 'passerelle/odoo'`. */
export { ERROR_CODES, type ErrorCode, type ErrorKind, PasserelleError } from '../errors.ts';
export { HttpFailure } from '../http/failure.ts';
export type { HttpRequest, HttpResponse, HttpTransport } from '../http/transport.ts';
export { fromOdooBinary, toOdooBinary } from './binary-values.ts';
export { createOdooClient, type OdooClient } from './client.ts';
export { type X2ManyCommand, x2many } from './commands.ts';
export { fromOdooDatetime, isoFromOdooDatetime, toOdooDate, toOdooDatetime } from './date-values.ts';
export { createRecordDecoder, type DecodedRecord, type DecodedValue, type Many2one } from './decode-record.ts';
export type { ModelPagesOptions, OdooModel, Picked, ValuesOf } from './model.ts';
export { OdooError } from './odoo-error.ts';
export type { OdooClientOptions, OdooContext, OdooTimeouts } from './options.ts';
export type { Pages, PagesOptions } from './pages.ts';
export type { ProtocolName } from './protocol.ts';
export type { OdooVersion } from './server-version.ts';
export type * from './types.ts';
