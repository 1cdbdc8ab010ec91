import { describe, expect, it } from 'vitest';
import { parseDatabaseUrl } from './database-url.ts';

describe('parseDatabaseUrl', () => {
  it.each([
    ['postgres://bot:secret@db.example.com:5433/hub', 'PostgreSQL at db.example.com:5433/hub'],
    ['postgresql:///hub?host=/var/run/postgresql', 'PostgreSQL at /var/run/postgresql/hub'],
    ['postgres:///hub', 'PostgreSQL at localhost/hub'],
  ])('%s: is described without user and password', (url, description) => {
    expect(parseDatabaseUrl(url).description).toBe(description);
  });

  it('gives sslmode the meaning that it has in every other PostgreSQL client', () => {
    const { connectionString } = parseDatabaseUrl('postgres://db/hub?sslmode=require');
    expect(new URL(connectionString).searchParams.get('uselibpqcompat')).toBe('true');
    expect(parseDatabaseUrl('postgres://db/hub').connectionString).not.toContain('uselibpqcompat');
  });

  it.each(['prefer', 'allow', 'yes'])('refuses sslmode=%s rather than connect in another way than asked', (mode) => {
    expect(() => parseDatabaseUrl(`postgres://db/hub?sslmode=${mode}`)).toThrow(
      expect.objectContaining({ code: 'storage_url_invalid', remedy: expect.stringContaining('verify-full') }),
    );
  });

  it.each(['mysql://bot:secret@db/hub', 'secret', ''])(
    'refuses %j without repeating it: it may hold a password',
    (url) => {
      expect(() => parseDatabaseUrl(url)).toThrow(
        expect.objectContaining({
          code: 'storage_url_invalid',
          value: undefined,
          message: expect.not.stringContaining('secret'),
        }),
      );
    },
  );
});
