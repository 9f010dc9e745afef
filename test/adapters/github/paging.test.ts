import assert from 'node:assert/strict';
import { test } from 'node:test';
import { everyChange, everyPage } from '../../../src/adapters/github/paging.ts';

interface Thing {
  readonly id: number;
  readonly updated_at: string;
}

const at = (second: number) => new Date(Date.UTC(2026, 4, 4, 9, 0, second)).toISOString();
const thing = (id: number, second: number): Thing => ({ id, updated_at: at(second) });
const idsOf = (things: readonly Thing[]) => things.map(({ id }) => id);

/** A list as GitHub pages it: two things a page, as it stands at the moment of asking. */
function pageOf(list: readonly Thing[], page: number) {
  const data = list.slice((page - 1) * 2, page * 2);
  const link =
    list.length > page * 2 ? '<https://api.github.test/x?page=9>; rel="next"' : undefined;
  return { data, headers: { link } };
}

test('what is added while a list is read is found once or not at all, and the others once', async () => {
  let list = [1, 2, 3, 4, 5].map((id) => thing(id, id));
  const read = async (page: number) => {
    const answer = pageOf(list, page);
    if (page === 1) list = [thing(9, 9), ...list];
    return answer;
  };
  assert.deepEqual(idsOf(await everyPage(read, ({ id }) => id)), [1, 2, 3, 4, 5]);
});

/** A list sorted by change, in which something happens after each page. */
function changing(start: readonly Thing[], happens: readonly ((list: Thing[]) => Thing[])[]) {
  let list = [...start];
  const waiting = [...happens];
  let requests = 0;
  return {
    requests: () => requests,
    read: async ({ since, page }: { since: string; page: number }) => {
      requests += 1;
      const sorted = list
        .filter(({ updated_at: time }) => time >= since)
        .toSorted((a, b) => (a.updated_at < b.updated_at ? -1 : 1));
      const answer = pageOf(sorted, page);
      list = waiting.shift()?.(list) ?? list;
      return answer;
    },
  };
}

test('what changes while it is read moves nothing out of sight, and is read as it became', async () => {
  const start = [1, 2, 3, 4, 5, 6].map((id) => thing(id, id));
  const edit = (id: number, second: number) => (list: Thing[]) =>
    list.map((each) => (each.id === id ? thing(id, second) : each));
  const { read } = changing(start, [edit(1, 20), edit(2, 21), (list) => [...list, thing(7, 22)]]);
  const found = await everyChange(at(0), read);
  assert.deepEqual(idsOf(found), [3, 4, 5, 6, 1, 2, 7]);
  assert.equal(found.find(({ id }) => id === 1)?.updated_at, at(20));
});

test('more things of one second than a page holds are all found', async () => {
  const start = [1, 2, 3, 4, 5].map((id) => thing(id, 7));
  const { read } = changing([...start, thing(6, 8)], []);
  assert.deepEqual(idsOf(await everyChange(at(7), read)), [1, 2, 3, 4, 5, 6]);
  assert.deepEqual(idsOf(await everyChange(at(0), read)), [1, 2, 3, 4, 5, 6]);
});

test('a list of one page is asked for once', async () => {
  const { read, requests } = changing([thing(1, 1)], []);
  assert.deepEqual(idsOf(await everyChange(at(0), read)), [1]);
  assert.equal(requests(), 1);
});
