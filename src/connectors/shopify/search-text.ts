/** A value for Shopify's search syntax, whatever stands in it. */
export const quoted = (value: string): string => `"${value.replace(/[\\"]/g, '\\$&')}"`;
