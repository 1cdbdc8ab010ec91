/** What a request is answered with; `body` is sent as it is. */
export interface Reply {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export const JSON_TYPE = 'application/json; charset=utf-8';
export const HTML_TYPE = 'text/html; charset=utf-8';
export const XML_TYPE = 'text/xml; charset=utf-8';

export interface Request {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  404: 'Not Found',
  405: 'Method Not Allowed',
  415: 'Unsupported Media Type',
  500: 'Internal Server Error',
};

/** Werkzeug's own error page. */
export function htmlError(status: number, text: string, headers: Readonly<Record<string, string>> = {}): Reply {
  const title = TITLES[status] ?? 'Error';
  const body = `<!doctype html>\n<html lang=en>\n<title>${status} ${title}</title>\n<h1>${title}</h1>\n<p>${text}</p>\n`;
  return { status, contentType: HTML_TYPE, body, headers };
}

export function header(request: Request, name: string): string {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
}

/** The media type without parameters, in small letters. */
export function mediaType(request: Request): string {
  return (header(request, 'content-type').split(';')[0] ?? '').trim().toLowerCase();
}

/** A request that reached a route of another kind: 400 on 18, 415 on 19. */
export function wrongKind(version: 18 | 19, inferred: string, path: string, kind: string): Reply {
  const head = `Request inferred type is compatible with [${inferred}] but &#39;${path}&#39; is type=&#39;${kind}&#39;.`;
  if (version === 18) return htmlError(400, head);
  return htmlError(415, `${head}<br><br>Please verify the Content-Type request header and try again.`);
}
