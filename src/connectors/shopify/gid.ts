/** Shopify's global ids are the ids of records here; some places of its API want only their number. */

const FORM = /^gid:\/\/shopify\/([A-Za-z]+)\/(\d+)(?:\?.*)?$/;

export const gid = (type: string, number: string): string => `gid://shopify/${type}/${number}`;

export function isGid(type: string, id: string): boolean {
  return FORM.exec(id)?.[1] === type;
}

/** The number of a global id as text; "" for another form. */
export const gidNumber = (id: string): string => FORM.exec(id)?.[2] ?? '';

/** A global id, or the bare number of one, as a global id; undefined for anything else. */
export function asGid(type: string, id: string): string | undefined {
  if (isGid(type, id)) return id;
  return /^\d+$/.test(id) ? gid(type, id) : undefined;
}
