import { request } from 'undici';

/** A call of the forge's REST API as somebody would make it with curl. */
export async function call(
  { url, token }: { readonly url: string; readonly token?: string },
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE',
  { path, body }: { readonly path: string; readonly body?: unknown },
): Promise<unknown> {
  const answer = await request(`${url}${path}`, {
    method,
    headers: {
      accept: 'application/vnd.github+json',
      'user-agent': 'stage',
      ...(token === undefined ? {} : { authorization: `token ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.body.text();
  if (answer.statusCode >= 400) throw new Error(`${method} ${path}: ${answer.statusCode} ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}
