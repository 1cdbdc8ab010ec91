import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { Agent, type Dispatcher } from 'undici';
import { PasserelleError } from '../../../errors.ts';

const MAX_BYTES = 10_000_000;
const TIMEOUT_MS = 20_000;
const MAX_REDIRECTS = 3;

/** Addresses that only exist inside a network: a file from outside must not make us ask them. */
const INSIDE = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  INSIDE.addSubnet(network, bits, 'ipv4');
  INSIDE.addSubnet(`::ffff:${network}`, bits + 96, 'ipv6');
}
for (const [network, bits] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  INSIDE.addSubnet(network, bits, 'ipv6');
}

export function isInside(address: string): boolean {
  const family = isIP(address);
  return family !== 0 && INSIDE.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

/** Pictures of products, from web addresses or `data:` addresses. */
export interface ImageSource {
  /** The picture in base64. Throws image_unavailable with the reason; nothing over 10 MB, nothing inside the network. */
  fetch(url: string, signal?: AbortSignal): Promise<string>;
  close(): Promise<void>;
}

/** `forbids` tells the addresses that must not be connected to. */
export function createImageSource(forbids: (address: string) => boolean = isInside): ImageSource {
  const agent = new Agent({
    connect: { lookup: guardedLookup(forbids), timeout: TIMEOUT_MS },
    headersTimeout: TIMEOUT_MS,
    bodyTimeout: TIMEOUT_MS,
    maxResponseSize: MAX_BYTES,
  });
  return {
    async fetch(url, signal) {
      try {
        return url.startsWith('data:')
          ? readDataUrl(url)
          : (await download(agent, url, forbids, signal)).toString('base64');
      } catch (cause) {
        const reason = cause instanceof Error ? cause.message : String(cause);
        throw new PasserelleError(
          'image_unavailable',
          `The picture ${url.slice(0, 200)} could not be fetched: ${reason}.`,
          {
            field: 'images',
            value: url.slice(0, 200),
            cause,
          },
        );
      }
    },
    close: () => agent.close(),
  };
}

async function download(
  agent: Agent,
  address: string,
  forbids: (address: string) => boolean,
  signal: AbortSignal | undefined,
) {
  let url = new URL(address);
  for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
    if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new Error(`${url.protocol} is no web address`);
    // A name is checked when it is looked up, a bare address never is.
    if (forbids(url.hostname.replace(/^\[|\]$/g, ''))) throw new Error('its address is inside the network');
    const response = await agent.request({
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method: 'GET',
      headers: { accept: 'image/*' },
      signal:
        signal === undefined
          ? AbortSignal.timeout(TIMEOUT_MS)
          : AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    const { location } = response.headers;
    if (response.statusCode >= 300 && response.statusCode < 400 && typeof location === 'string') {
      await response.body.dump();
      url = new URL(location, url);
      continue;
    }
    return await readImage(response);
  }
  throw new Error('it is redirected too often');
}

async function readImage({ statusCode, headers, body }: Dispatcher.ResponseData): Promise<Buffer> {
  const type = String(headers['content-type'] ?? '');
  if (statusCode !== 200 || !/^(?:image\/|application\/octet-stream)/i.test(type)) {
    await body.dump();
    throw new Error(
      statusCode === 200 ? `it is ${type || 'of no known type'}, not a picture` : `the server answered ${statusCode}`,
    );
  }
  return Buffer.from(await body.arrayBuffer());
}

function readDataUrl(url: string): string {
  const match = /^data:image\/[\w.+-]+;base64,([A-Za-z0-9+/=\s]+)$/.exec(url);
  if (match?.[1] === undefined) throw new Error('its data is no picture in base64');
  if (match[1].length > MAX_BYTES * 1.4) throw new Error('it is too large');
  return match[1];
}

function guardedLookup(forbids: (address: string) => boolean): LookupFunction {
  return (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, '', 0);
      const [first] = addresses;
      if (first === undefined || addresses.some(({ address }) => forbids(address))) {
        return done(new Error('its address is inside the network'), '', 0);
      }
      return options.all ? done(null, addresses) : done(null, first.address, first.family);
    });
  };
}
