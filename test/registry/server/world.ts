import { text } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import { request } from 'undici';
import { type RegistryOptions, startRegistry } from '../registry.ts';

/** The one account of the registries that ask for a login. */
export const login = { username: 'ci', password: 's3cret' };

/** The accounts as a registry is told of them. */
export const users = { ci: 's3cret' };

/** A registry that ends with the test, and two ways to it: raw requests, and a login. */
export async function started(t: TestContext, options: RegistryOptions = {}) {
  const server = await startRegistry(options);
  t.after(() => server.stop());
  const ask = async (
    method: string,
    path: string,
    more: { headers?: Record<string, string>; body?: string } = {},
  ) => {
    const { statusCode, headers, body } = await request(`${server.url}${path}`, {
      method,
      ...more,
    });
    return { status: statusCode, headers, text: await text(body) };
  };
  return { server, ask, to: { url: server.url, login } };
}
