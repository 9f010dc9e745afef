import assert from 'node:assert/strict';
import { createServer, type ServerResponse } from 'node:http';
import { type TestContext, test } from 'node:test';
import { createRegistry } from '../../../src/adapters/oci/client.ts';
import { listening } from '../../registry/listening.ts';
import { APP, guardFor, HOST, requestsSince, testClock, world } from './world.ts';

/** A registry that gives its pages by its own rules; `page` counts from 0. */
async function pages(t: TestContext, give: (page: number, response: ServerResponse) => void) {
  const seen: string[] = [];
  const { url, stop } = await listening(
    createServer((request, response) => {
      seen.push(request.url ?? '');
      give(seen.length - 1, response);
    }),
  );
  t.after(stop);
  const client = createRegistry({ guard: guardFor(t, { [HOST]: url }), clock: testClock() });
  return { client, seen };
}

test('every tag is listed, over all pages', async (t) => {
  const { client, image, server } = await world(t);
  for (let n = 0; n < 1200; n += 1) server.storage.setTag(APP.path, `n${n}`, image.digest);
  const before = server.requests.length;
  const tags = await client.tags(APP);
  assert.equal(tags.length, 1201);
  assert.equal(new Set(tags).size, 1201);
  assert.equal(requestsSince(server, before).length, 2);
});

for (const link of [
  '</v2/staging/app/tags/list?last=a&n=1>; rel="next"',
  '<https://registry.example/v2/staging/app/tags/list?last=a&n=1>; rel=next',
  '<list?last=a&n=1>; type="x"; rel="next"',
]) {
  test(`the next page is found by ${link}`, async (t) => {
    const { client, seen } = await pages(t, (page, response) => {
      if (page === 0) response.setHeader('link', link);
      response.end(JSON.stringify({ name: APP.path, tags: [page === 0 ? 'a' : 'b'] }));
    });
    assert.deepEqual(await client.tags(APP), ['a', 'b']);
    assert.equal(seen[1], '/v2/staging/app/tags/list?last=a&n=1');
  });
}

test('a next page elsewhere is looked for in the same repository', async (t) => {
  const { client, seen } = await pages(t, (page, response) => {
    const link = '<https://169.254.169.254/v2/other/tags/list?last=a>; rel="next"';
    if (page === 0) response.setHeader('link', link);
    response.end('{"tags":["a"]}');
  });
  assert.deepEqual(await client.tags(APP), ['a']);
  assert.equal(seen[1], '/v2/staging/app/tags/list?last=a');
});

test('a list without end is given up', async (t) => {
  const { client, seen } = await pages(t, (_, response) => {
    response.setHeader('link', '<list?last=a>; rel="next"').end('{"tags":["a"]}');
  });
  await assert.rejects(client.tags(APP), { code: 'outside-garbled', message: /goes on after/ });
  assert.equal(seen.length, 200);
});

test('a list whose next page is missing is an error and not a shorter list', async (t) => {
  const { client } = await pages(t, (page, response) => {
    response.setHeader('link', '<list?last=a>; rel="next"');
    if (page === 0) response.end('{"tags":["a"]}');
    else response.writeHead(404).end('{"errors":[{"code":"NAME_UNKNOWN"}]}');
  });
  await assert.rejects(client.tags(APP), { code: 'outside-garbled', message: /breaks off/ });
});

test('a repository without tags has none', async (t) => {
  const { client } = await pages(t, (_, response) => response.end('{"name":"x","tags":null}'));
  assert.deepEqual(await client.tags(APP), []);
});

for (const body of ['', 'null', '[]', '{}', '{"tags":"a"}', '{"tags":[1]}', '{"tags":["a b"]}']) {
  test(`${JSON.stringify(body)} is no list of tags`, async (t) => {
    const { client } = await pages(t, (_, response) => response.end(body));
    await assert.rejects(client.tags(APP), { code: 'outside-garbled' });
  });
}

test('a link that names no next page ends the list', async (t) => {
  for (const link of ['<list?last=a>; rel="prev"', 'nonsense', '<list?last=a>']) {
    const { client, seen } = await pages(t, (_, response) => {
      response.setHeader('link', link).end('{"tags":["a"]}');
    });
    assert.deepEqual(await client.tags(APP), ['a']);
    assert.equal(seen.length, 1);
  }
});
