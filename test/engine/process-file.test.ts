import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { plain } from '../../src/domain/prose.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { processOf } from '../../src/engine/process-file.ts';
import { loadPlugins } from '../../src/plugin/load.ts';
import type { Sites, Store } from '../../src/plugin/store.ts';
import { forgeOn, type GithubStage, openGithub, REPOSITORY } from '../support/github.ts';
import { only } from '../support/release.ts';

const FILE = '.github/ringmaster.yml';
const plugins = await loadPlugins();

function processWith(approve: string): string {
  return `product: app
artifacts: { app: { tag: v$version } }
people: { owners: OWNERS }
rings:
  propose: { steps: [{ check: changelog }], promote: [{ approve: ${approve} }] }
  ship: { steps: [{ publish: github-release }] }
`;
}

describe('the process of a repository', () => {
  let stage: GithubStage;
  let engine: Engine;

  beforeEach(async () => {
    stage = await openGithub({ [FILE]: processWith('2 owners') });
    const good = new Map<number, { blob: string; text: string }>();
    const sites = only<Sites>('sites', {
      lastGoodProcess: async (id) => good.get(id),
      setLastGoodProcess: async (id, file) => void good.set(id, file),
    });
    engine = only<Engine>('engine', {
      plugins,
      store: only<Store>('store', { sites }),
      outside: only<Engine['outside']>('outside', { forgeAt: () => forgeOn(stage) }),
    });
  });
  afterEach(() => stage.forge.close());

  const commit = (text: string, branch = 'main') =>
    stage.forge.commit(REPOSITORY, {
      files: { [FILE]: text },
      message: 'Change the process',
      author: 'alice',
      branch,
    });

  const asked = async () => {
    const found = await processOf(engine, stage.site);
    if ('refusal' in found) return plain(found.refusal);
    return found.process.rings[0]?.promote[0]?.options;
  };

  test('is the one on the default branch, whatever a tagged commit says', async () => {
    await stage.post('/git/refs', { ref: 'refs/heads/easy', sha: await stage.head() });
    const easy = await commit(processWith('1 owners'), 'easy');
    await stage.post('/git/refs', { ref: 'refs/tags/v1.0.0', sha: easy });
    assert.deepEqual(await asked(), { count: 2, group: 'owners' });
  });

  test('is never one without sign-offs: a count of none is no count', async () => {
    await commit(processWith('0 owners'));
    assert.match(String(await asked()), /has mistakes/);
  });

  test('is the last one that could be read while the file is broken', async () => {
    await asked();
    await commit('rings: [');
    assert.deepEqual(await asked(), { count: 2, group: 'owners' });
  });
});
