/**
 * Every error that Passerelle raises on purpose, as one table of stable codes.
 *
 * A code is public: scripts, the rejects file, the API and the docs name it. Codes are added, never renamed.
 * `kind` decides what the engine does: `transient` is retried, `data` parks one record, `configuration` stops the
 * run until a person mends it, `bug` is ours. `exit` is the exit status of a command that ends with this error.
 */
export type ErrorKind = 'transient' | 'data' | 'configuration' | 'bug';

interface ErrorSpec {
  readonly kind: ErrorKind;
  /** 1 failed, 2 usage. */
  readonly exit: 1 | 2;
}

const transient: ErrorSpec = { kind: 'transient', exit: 1 };
const data: ErrorSpec = { kind: 'data', exit: 1 };
const configuration: ErrorSpec = { kind: 'configuration', exit: 1 };
const usage: ErrorSpec = { kind: 'configuration', exit: 2 };
const bug: ErrorSpec = { kind: 'bug', exit: 1 };

export const ERROR_CODES = {
  // general
  internal: bug,
  cancelled: transient,
  usage,

  // configuration and command line
  config_not_found: usage,
  config_invalid: usage,
  config_unknown_key: usage,
  config_env_missing: usage,
  unknown_command: usage,
  unknown_option: usage,
  unknown_connection: usage,
  unknown_record_type: usage,
  connection_exists: usage,
  port_in_use: configuration,
  connection_changed: configuration,

  // records, mappings and transforms
  decimal_invalid: data,
  currency_unknown: data,
  record_invalid: data,
  path_invalid: configuration,
  transform_unknown: configuration,
  transform_invalid: configuration,
  transform_failed: data,
  mapping_invalid: configuration,
  mapping_unknown_field: configuration,
  mapping_no_inverse: configuration,
  mapping_required_missing: data,

  // storage
  storage_unavailable: transient,
  storage_read_only: configuration,
  storage_full: configuration,
  storage_unsupported_platform: configuration,
  storage_version_too_new: configuration,
  storage_too_old: configuration,
  storage_locked: transient,
  storage_root_without_user: configuration,
  storage_folder_invalid: usage,
  storage_denied: configuration,
  storage_url_invalid: usage,
  secret_key_wrong: configuration,
  secret_key_invalid: configuration,

  // sync engine
  fence_lost: transient,
  sync_running: transient,
  target_unavailable: transient,
  source_unavailable: transient,
  key_repeated: data,
  match_ambiguous: data,
  match_unreadable: data,
  target_deleted: data,
  target_taken: data,
  reference_missing: data,
  reference_ambiguous: data,
  interrupted: transient,

  // outgoing HTTP
  http_timeout: transient,
  http_unreachable: transient,
  http_cut: transient,
  http_status: transient,
  http_tls: configuration,
  http_too_large: data,

  // CSV files
  csv_file_not_found: usage,
  csv_is_folder: usage,
  csv_unreadable: usage,
  csv_settings_invalid: usage,
  csv_mapping_invalid: usage,
  csv_unknown_layout: usage,
  csv_unknown_column: usage,
  csv_missing_column: usage,
  csv_unknown_encoding: usage,
  csv_empty_file: configuration,
  csv_no_rows: configuration,
  csv_binary_file: configuration,
  csv_wrong_encoding: configuration,
  csv_line_too_long: configuration,
  csv_unclosed_quote: configuration,
  csv_duplicate_header: configuration,
  csv_file_changed: configuration,
  csv_ragged_row: data,
  csv_stray_quote: data,
  csv_bad_value: data,
  csv_missing_value: data,
  csv_repeated_key: data,
  csv_missing_parent: data,
  csv_too_many_rows: data,

  // Odoo
  odoo_wrong_password: configuration,
  odoo_wrong_database: configuration,
  odoo_not_odoo: configuration,
  odoo_unsupported_version: configuration,
  odoo_access_denied: configuration,
  odoo_access_error: configuration,
  odoo_missing_record: data,
  odoo_user_error: data,
  odoo_validation_error: data,
  odoo_constraint: data,
  odoo_unknown_model: configuration,
  odoo_unknown_field: configuration,
  odoo_unknown_method: configuration,
  odoo_private_method: configuration,
  odoo_bad_arguments: configuration,
  odoo_bad_value: data,
  odoo_many2one_pair: data,
  odoo_session_expired: transient,
  odoo_busy: transient,
  odoo_rate_limited: transient,
  odoo_server_error: transient,
  odoo_missing_module: configuration,
  odoo_bad_answer: transient,
  odoo_too_large: data,
  /** A write went out and its answer was lost: it may have been carried out. Look before repeating. */
  odoo_outcome_unknown: transient,

  // records that cannot be written to Odoo as they are
  odoo_refused: data,
  odoo_variant_options: data,
  odoo_variant_price: data,
  odoo_composite_product: data,
  odoo_unknown_country: data,
  odoo_unknown_province: data,
  odoo_customer_without_name: data,
  odoo_order_without_customer: data,
  odoo_order_line_without_product: data,
  odoo_order_tax_unmatched: data,
  odoo_order_currency: data,
  odoo_order_total_differs: data,
  odoo_order_needs_person: data,
  odoo_unsupported_change: data,
  image_unavailable: data,

  // Shopify
  shopify_wrong_token: configuration,
  shopify_wrong_shop: configuration,
  shopify_shop_unavailable: configuration,
  shopify_missing_scope: configuration,
  shopify_access_denied: configuration,
  shopify_mark_unusable: configuration,
  shopify_query_refused: bug,
  shopify_query_too_costly: bug,
  shopify_rate_limited: transient,
  shopify_server_error: transient,
  shopify_bad_answer: transient,
  /** A write went out and its answer was lost: it may have been carried out. Look before repeating. */
  shopify_outcome_unknown: transient,
  /** Somebody changed the quantity since it was read: read it again. */
  shopify_quantity_stale: transient,
  shopify_cursor_invalid: configuration,
  shopify_location_unknown: configuration,

  // records that cannot be written to Shopify as they are
  shopify_user_error: data,
  shopify_email_taken: data,
  shopify_phone_taken: data,
  shopify_variant_options: data,
  shopify_too_many_variants: data,
  shopify_unsupported_change: data,
  shopify_item_untracked: data,
  shopify_order_not_representable: data,
  shopify_order_total_differs: data,
} as const satisfies Record<string, ErrorSpec>;

export type ErrorCode = keyof typeof ERROR_CODES;

export interface ErrorOptions {
  /** What the person does about it; one sentence. */
  readonly remedy?: string | undefined;
  /** The name of the input at fault: an option, a column, a field, a configuration path. */
  readonly field?: string | undefined;
  /** The value at fault. Never a secret. */
  readonly value?: unknown;
  /** For logs and inbox items, not for the message: a server traceback, a response body (redacted). */
  readonly detail?: string | undefined;
  readonly cause?: unknown;
}

/** An error with a stable code. `message` is one sentence for a person; `remedy` tells what to do. */
export class PasserelleError extends Error {
  override readonly name: string = 'PasserelleError';
  readonly code: ErrorCode;
  readonly remedy: string | undefined;
  readonly field: string | undefined;
  readonly value: unknown;
  readonly detail: string | undefined;

  constructor(code: ErrorCode, message: string, options: ErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.remedy = options.remedy;
    this.field = options.field;
    this.value = options.value;
    this.detail = options.detail;
  }

  get kind(): ErrorKind {
    return ERROR_CODES[this.code].kind;
  }

  get exitCode(): 1 | 2 {
    return ERROR_CODES[this.code].exit;
  }
}

/**
 * The error as a PasserelleError: what an aborted signal throws becomes `cancelled`, anything unforeseen `internal`,
 * with the original as its cause.
 */
export function asPasserelleError(error: unknown): PasserelleError {
  if (error instanceof PasserelleError) return error;
  if (error instanceof Error && error.name === 'AbortError') {
    return new PasserelleError('cancelled', 'It was stopped before it was done.', {
      remedy: 'Run the same command again: it goes on where it was.',
      cause: error,
    });
  }
  const message = error instanceof Error ? error.message : String(error);
  return new PasserelleError('internal', message, { cause: error });
}
