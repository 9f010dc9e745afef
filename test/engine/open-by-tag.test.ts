import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RingmasterError } from '../../src/domain/errors.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { openByTags } from '../../src/engine/open-by-tag.ts';
import type { Code, Forge, People, TagName } from '../../src/plugin/forge.ts';
import { loadPlugins } from '../../src/plugin/load.ts';
import type { Queue } from '../../src/plugin/queue.ts';
import type { SignatureFinding } from '../../src/plugin/signatures.ts';
import type { NewRelease, Releases, Sites, Store } from '../../src/plugin/store.ts';
import { SILENT } from '../support/log.ts';
import { ALICE, BOB, COMMIT, NOW, OTHER_COMMIT, only, release } from '../support/release.ts';

const plugins = await loadPlugins();
const SITE = { repository: release().repository, installation: 1 };
const ROW = { id: release().id, site: SITE, issue: 5, branch: 'b', isOpen: true };
const TREE = 'e'.repeat(40);
const PROCESS = `
product: app
artifacts: { images: { tag: v$version }, chart: { tag: chart/$version } }
people: { owners: OWNERS }
rings: { ship: { steps: [{ check: tag, signed-by: owners }] } }
`;
const FILES = new Map([
  ['OWNERS', { blob: 'o', text: 'approvers: [alice, bob]' }],
  ['.github/ringmaster.yml', { blob: 'p', text: PROCESS }],
]);

interface Pushed {
  readonly tags: readonly TagName[];
  /** Undefined: nobody has looked before. */
  readonly known?: readonly string[] | undefined;
  /** Lists that are answered before the true one. */
  readonly lists?: (readonly TagName[])[];
  /** The tag whose push led here. */
  readonly pushed?: string;
  /** Artifacts that a release has taken in this version. */
  readonly released?: readonly string[];
  /** Where tag objects point. */
  readonly targets?: Readonly<Record<string, string>>;
  readonly finding?: SignatureFinding;
  /** What happens when it is asked what came with this commit. */
  readonly trouble?: { readonly commit: string; readonly error: Error };
}

/** What is opened when these tags are found, after which they are all known. */
async function openedFor(pushed: Pushed) {
  const { opened, seen } = await look(pushed);
  assert.deepEqual(
    seen,
    pushed.tags.map(({ name }) => name),
  );
  return opened;
}

async function look(about: Pushed) {
  const { tags, targets = {}, finding, trouble, released = [], pushed, lists = [] } = about;
  const known = 'known' in about ? about.known : [];
  const opened: NewRelease[] = [];
  let seen: readonly string[] | undefined;
  const forge = only<Forge>('forge', {
    code: only<Code>('code', {
      head: async () => ({ branch: 'main', commit: OTHER_COMMIT }),
      async commit(ref) {
        if (ref === TREE) return undefined;
        return ref === COMMIT ? COMMIT : OTHER_COMMIT;
      },
      file: async (_, path) => FILES.get(path),
      async changes(_, commit) {
        if (commit === trouble?.commit) throw trouble.error;
        return { commits: 0, changes: [] };
      },
    }),
    tags: {
      all: async () => lists.shift() ?? tags,
      object: async (id) => ({
        name: id,
        target: { kind: targets[id] === TREE ? 'tree' : 'commit', id: targets[id] ?? COMMIT },
        message: '',
        signed: finding === undefined ? undefined : { payload: '', signature: '' },
      }),
    },
    people: only<People>('people', {
      byLogin: async (logins) => [ALICE, BOB].filter(({ login }) => logins.includes(login)),
      signingKeys: async () => ({ openpgp: [] }),
    }),
  });
  const engine = only<Engine>('engine', {
    plugins,
    log: SILENT,
    clock: { now: () => NOW, sleep: async () => {}, every: () => ({ stop: async () => {} }) },
    queue: only<Queue>('queue', { wake: async () => {} }),
    outside: only<Engine['outside']>('outside', {
      forgeAt: () => forge,
      signatures: { verify: async () => finding ?? { state: 'unsupported', reason: '' } },
    }),
    store: only<Store>('store', {
      now: async () => NOW,
      releases: only<Releases>('releases', {
        open: async () => [],
        byArtifact: async (_, name) => (released.includes(name) ? ROW : undefined),
        create: async (fresh) => void opened.push(fresh),
      }),
      sites: only<Sites>('sites', {
        knownTags: async () => known,
        setKnownTags: async (_, names) => {
          seen = names;
        },
        lastGoodProcess: async () => undefined,
        setLastGoodProcess: async () => {},
      }),
    }),
  });
  const failure = await openByTags(engine, SITE, pushed).then(
    () => undefined,
    (error: unknown) => error,
  );
  return {
    failure,
    seen,
    opened: opened.map(({ artifacts, events }) => ({
      artifacts: artifacts.map(({ tag }) => tag),
      candidate: events.flatMap((event) => (event.kind === 'candidate' ? event.candidate : []))[0],
    })),
  };
}

const annotated = (name: string): TagName => ({ name, object: name, kind: 'annotated' });
const lightweight = (name: string): TagName => ({ name, object: COMMIT, kind: 'lightweight' });

test('whoever signed the tag that opens a release has cut its candidate', async () => {
  const finding: SignatureFinding = { state: 'good', by: BOB, key: 'AB' };
  const [opened] = await openedFor({ tags: [annotated('v1.0.0')], finding });
  assert.deepEqual(opened?.candidate?.cutBy, BOB);
  assert.equal(opened?.candidate?.commit, COMMIT);
});

for (const [title, tag, finding] of [
  ['a lightweight tag', lightweight('v1.0.0'), undefined],
  ['a tag without a signature', annotated('v1.0.0'), undefined],
  ['a tag that a stranger signed', annotated('v1.0.0'), { state: 'foreign', key: 'FF' }],
] as const)
  test(`${title} opens a release that nobody is known to have cut`, async () => {
    const pushed = { tags: [tag], ...(finding === undefined ? {} : { finding }) };
    const [opened] = await openedFor(pushed);
    assert.ok(opened !== undefined);
    assert.equal(opened.candidate?.cutBy, undefined);
  });

test('tags of one commit are one release, those of another commit are another', async () => {
  const tags = [lightweight('v1.0.0'), annotated('chart/1.0.0'), annotated('v2.0.0')];
  const opened = await openedFor({ tags, targets: { 'v2.0.0': OTHER_COMMIT } });
  assert.deepEqual(
    opened.map(({ artifacts, candidate }) => [artifacts, candidate?.commit]),
    [
      [['v1.0.0', 'chart/1.0.0'], COMMIT],
      [['v2.0.0'], OTHER_COMMIT],
    ],
  );
});

test('four tags that came without a word are all found by one look; what was there before is history', async () => {
  const tags = ['v0.9.0', 'v1.0.0', 'v1.0.1', 'v1.0.2', 'v1.0.3'].map(annotated);
  const targets = Object.fromEntries(tags.map(({ name }, index) => [name, `${index}`.repeat(40)]));
  const opened = await openedFor({ tags, known: ['v0.9.0'], targets });
  assert.deepEqual(
    opened.map(({ artifacts }) => artifacts),
    [['v1.0.0'], ['v1.0.1'], ['v1.0.2'], ['v1.0.3']],
  );
});

test('tags on a tree or a file are none to release, and hold up no other', async () => {
  const keys = { name: 'v0.0.1-keys', object: TREE, kind: 'lightweight' } as const;
  const tags = [keys, annotated('v0.0.2-keys'), annotated('v1.0.0')];
  const opened = await openedFor({ tags, targets: { 'v0.0.2-keys': TREE } });
  assert.deepEqual(
    opened.map(({ artifacts }) => artifacts),
    [['v1.0.0']],
  );
});

for (const [code, isThrown] of [
  ['access-missing', false],
  ['outside-unreachable', true],
] as const)
  test(`a tag that meets ${code} stays unknown, ${isThrown ? 'and is soon tried again,' : ''} and holds up no other`, async () => {
    const trouble = { commit: OTHER_COMMIT, error: new RingmasterError(code, 'no') };
    const tags = [annotated('v1.0.0'), annotated('v2.0.0')];
    const { opened, seen, failure } = await look({
      tags,
      targets: { 'v1.0.0': OTHER_COMMIT },
      trouble,
    });
    assert.deepEqual(
      opened.map(({ artifacts }) => artifacts),
      [['v2.0.0']],
    );
    assert.deepEqual(seen, ['v2.0.0']);
    assert.equal(failure, isThrown ? trouble.error : undefined);
  });

test('a tag whose neighbour is being released already opens a release of its own', async () => {
  const tags = [annotated('v1.0.0'), annotated('chart/1.0.0')];
  const opened = await openedFor({ tags, released: ['images'] });
  assert.deepEqual(
    opened.map(({ artifacts }) => artifacts),
    [['chart/1.0.0']],
  );
});

test('a tag that a list left out stays known', async () => {
  const tags = [annotated('v0.9.0'), annotated('v1.0.0')];
  const known = tags.map(({ name }) => name);
  for (const lists of [[[]], [tags.slice(1)]]) {
    const { seen, opened } = await look({ tags, known, lists });
    assert.deepEqual([seen?.toSorted(), opened], [known, []]);
  }
});

test('a tag that was deleted is forgotten, and may be made again', async () => {
  const { seen } = await look({ tags: [annotated('v1.0.0')], known: ['v0.9.0', 'v1.0.0'] });
  assert.deepEqual(seen, ['v1.0.0']);
});

test('where nobody has looked before, the tag whose push led here is no history', async () => {
  const tags = [annotated('v0.9.0'), annotated('v1.0.0')];
  const { opened } = await look({ tags, known: undefined, pushed: 'v1.0.0' });
  assert.deepEqual(
    opened.map(({ artifacts }) => artifacts),
    [['v1.0.0']],
  );
  assert.deepEqual((await look({ tags, known: undefined })).opened, []);
});
