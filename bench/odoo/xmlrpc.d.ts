/** The npm package `xmlrpc` has no types of its own. */
declare module 'xmlrpc' {
  interface Client {
    methodCall(method: string, params: readonly unknown[], done: (error: unknown, value: unknown) => void): void;
  }
  export function createClient(url: string): Client;
}
