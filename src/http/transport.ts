/** The narrow way out to the network; tests hand in their own. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  /** With scheme and host. */
  readonly url: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** From the start of the request to the last byte of the answer. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

export interface HttpResponse {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The whole answer, decoded from UTF-8. */
  readonly body: string;
}

export interface HttpTransport {
  /**
   * One exchange, never repeated here. Any answer with a status resolves; without one it rejects with an
   * `HttpFailure` (codes http_timeout, http_unreachable, http_cut, http_tls, http_too_large, cancelled).
   */
  send(request: HttpRequest): Promise<HttpResponse>;
  close(): Promise<void>;
}

/** The first value of a header, or undefined. */
export function headerOf(response: HttpResponse, name: string): string | undefined {
  const value = response.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
