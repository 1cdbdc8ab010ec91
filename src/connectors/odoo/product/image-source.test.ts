import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createImageSource, isInside } from './image-source.ts';

const PICTURE = Buffer.from([1, 2, 3]);

describe('pictures', () => {
  let server: Server;
  let origin = '';
  const open = createImageSource(() => false);
  const guarded = createImageSource();

  beforeAll(async () => {
    server = createServer((request, response) => {
      switch (request.url) {
        case '/ok.png':
          return response.writeHead(200, { 'content-type': 'image/png' }).end(PICTURE);
        case '/moved':
          return response.writeHead(302, { location: '/ok.png' }).end();
        case '/round':
          return response.writeHead(302, { location: '/round' }).end();
        case '/page':
          return response.writeHead(200, { 'content-type': 'text/html' }).end('<p>');
        case '/large':
          return response.writeHead(200, { 'content-type': 'image/png' }).end(Buffer.alloc(10_000_001));
        default:
          return response.writeHead(404).end();
      }
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  });
  afterAll(async () => {
    await Promise.all([open.close(), guarded.close()]);
    await new Promise((resolve) => server.close(resolve));
  });

  it('come from web addresses and from the file itself', async () => {
    expect(await open.fetch(`${origin}/ok.png`)).toBe(PICTURE.toString('base64'));
    expect(await open.fetch(`${origin}/moved`)).toBe(PICTURE.toString('base64'));
    expect(await guarded.fetch('data:image/png;base64,AQID')).toBe('AQID');
  });

  it.each(['/gone', '/page', '/round', '/large'])('that are none (%s) are told with the reason', async (path) => {
    await expect(open.fetch(`${origin}${path}`)).rejects.toMatchObject({ code: 'image_unavailable' });
  });

  it('inside the network are never asked for: a shop’s file must not reach what only we can reach', async () => {
    for (const url of [
      `${origin}/ok.png`,
      'http://localhost:1/x',
      'http://[::1]/x',
      'http://169.254.169.254/',
      'file:///etc/passwd',
      'data:text/html,x',
    ]) {
      await expect(guarded.fetch(url)).rejects.toMatchObject({ code: 'image_unavailable' });
    }
    expect(
      ['127.0.0.1', '10.1.2.3', '::ffff:10.0.0.1', '::', 'fd00::1', '192.168.1.1', '100.64.0.1'].every(isInside),
    ).toBe(true);
    expect(['1.1.1.1', '2606:4700::1111', '172.32.0.1'].some(isInside)).toBe(false);
  });
});
