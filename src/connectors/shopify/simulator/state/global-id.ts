export const gid = (type: string, id: number): string => `gid://shopify/${type}/${id}`;

/** An address of a customer carries the name of its model, as in a real shop. */
export const addressGid = (id: number): string => `${gid('MailingAddress', id)}?model_name=CustomerAddress`;

const FORM = /^gid:\/\/shopify\/([A-Za-z]+)\/(\d+)(?:\?.*)?$/;

/** The number of a global id of that type; null for another type or form. */
export function numberOf(type: string, id: unknown): number | null {
  const found = parseGid(id);
  return found?.type === type ? found.id : null;
}

export function parseGid(id: unknown): { readonly type: string; readonly id: number } | null {
  const [, type, digits] = FORM.exec(String(id)) ?? [];
  return type === undefined ? null : { type, id: Number(digits) };
}
