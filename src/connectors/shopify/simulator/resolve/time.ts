/** A `DateTime` of Shopify: UTC, to the second. */
export const dateTime = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');

export const dateTimeOrNull = (ms: number | null): string | null => (ms === null ? null : dateTime(ms));
