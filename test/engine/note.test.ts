import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type History, readHistory } from '../../src/domain/history.ts';
import { openPlayhouse } from '../sim/world/playhouse.ts';
import { furnished } from '../sim/world/scenery.ts';
import { CHART_PATH, chartFile, PROJECT } from '../stage/scenery.ts';

test('what is staged is pinned when the steps above are done, and not before', async () => {
  const files = { [CHART_PATH]: chartFile('v0.1.0') };
  const { world, store, pass } = openPlayhouse(furnished({ files }));
  const { acts } = world;
  const pins = async () => {
    const history = await historyIn(store);
    return [...(history.candidates[0]?.facts.keys() ?? [])].map((key) => key.split(':')[0]);
  };
  acts.comment(
    'alice',
    acts.openIssue('alice', { title: 'Next', body: '' }),
    '/release new v0.1.0',
  );
  await pass(60);
  const tracked = world.repository(PROJECT).issues.values();
  const issue = tracked.find(({ author }) => author.type === 'Bot')?.number ?? 0;
  for (const owner of ['bob', 'carol'] as const) acts.comment(owner, issue, '/lgtm');
  await pass(60);
  const tags = ['v0.1.0', 'chart/0.1.0'];
  acts.pushTags('bob', tags, { kind: 'lightweight' });
  acts.build();
  await pass(60);
  assert.ok(!(await pins()).includes('artifact'), 'the tags are refused, and will be made again');
  for (const tag of tags) acts.deleteTag('bob', tag);
  const message = 'Changes\n\n- one (#1)\n- two (#2)\n- three (#3)';
  acts.pushTags('bob', tags, { message });
  await pass(60);
  assert.ok((await pins()).includes('artifact'), 'the tags are accepted');
});

/** What is journaled of the only release. */
async function historyIn({
  releases,
}: ReturnType<typeof openPlayhouse>['store']): Promise<History> {
  const [row] = await releases.open();
  const stored = row === undefined ? undefined : await releases.load(row.id);
  const history = stored === undefined ? undefined : readHistory(stored.entries);
  assert.ok(history !== undefined, 'there is no release');
  return history;
}
