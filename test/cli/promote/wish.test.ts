import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readWish } from '../../../src/cli/promote/wish.ts';
import { Misuse } from '../../../src/terminal.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;

function wish(line: string) {
  return readWish(line.split(' ').filter((word) => word !== ''));
}

test('a project and a tag are enough, and then nothing is written', () => {
  const { act, target, list, images, staging, fork, reviewers, isHeld } =
    wish('--project app --tag v1');
  assert.deepEqual(
    { act, target, list, images, staging, fork, reviewers, isHeld },
    {
      act: 'look',
      target: { owner: 'kubernetes', name: 'k8s.io' },
      list: 'registry.k8s.io/images/k8s-staging-app/images.yaml',
      images: [],
      staging: undefined,
      fork: undefined,
      reviewers: ['@kubernetes/release-engineering'],
      isHeld: true,
    },
  );
});

test('what may come several times may also stand between commas', () => {
  const { tags, images } = wish('--project app --tag v1,chart/2 -t 3 --image a --image b,a');
  assert.deepEqual(
    tags.map(({ asked, tag }) => `${asked}=${tag}`),
    ['v1=v1', 'chart/2=2', '3=3'],
  );
  assert.deepEqual(images, ['a', 'b']);
});

test('another target mentions nobody of kubernetes', () => {
  const { reviewers, target } = wish('--project app --tag v1 --to acme/lists');
  assert.deepEqual([reviewers, target], [[], { owner: 'acme', name: 'lists' }]);
});

test('a fork has the name of its target if it is not given', () => {
  assert.deepEqual(wish('--project app --tag v1 --fork alice').fork, {
    owner: 'alice',
    name: 'k8s.io',
  });
  assert.deepEqual(wish('--project app --tag v1 --fork alice/x').fork, {
    owner: 'alice',
    name: 'x',
  });
});

test('production may begin at a host, staging has a project', () => {
  const { staging, production } = wish(
    '--project app --tag v1 --production registry.k8s.io --staging-repo gcr.io/k8s-staging-app',
  );
  assert.deepEqual([staging, production], ['gcr.io/k8s-staging-app', 'registry.k8s.io']);
});

test('people are mentioned whether or not they were written with @', () => {
  const { reviewers } = readWish([
    '--project',
    'app',
    '--tag',
    'v1',
    '--reviewers',
    'alice, @a/team',
  ]);
  assert.deepEqual(reviewers, ['@alice', '@a/team']);
});

test('a file is edited, or only looked at', () => {
  assert.equal(wish('--project app --tag v1 --list-file x').act, 'edit');
  assert.equal(wish('--project app --tag v1 --list-file x --dry-run').act, 'look');
  assert.equal(wish('--project app --tag v1 --pull-request').act, 'propose');
});

const MISUSED: readonly (readonly [string, RegExp])[] = [
  ['', /--project is missing/],
  ['--project app', /--tag is missing/],
  ['--project app --tag ,', /--tag is missing/],
  ['--project App --tag v1', /--project: "App"/],
  ['--project app --tag latest', /"latest" moves/],
  ['--project app --tag chart/latest', /"latest" moves/],
  ['--project app --tag chart/', /cannot be a tag/],
  ['--project app --tag v1;x', /--tag: "v1;x"/],
  [`--project app --tag v1 --digest ${DIGEST.slice(0, -1)}`, /64 digits/],
  ['--project app --tag v1 --platform linux', /--platform: "linux"/],
  ['--project app --tag v1 --staging-repo app', /--staging-repo: "app"/],
  ['--project app --tag v1 --staging-repo gcr.io/app:v1', /names an image/],
  ['--project app --tag v1 --production nowhere', /--production: /],
  ['--project app --tag v1 --to k8s.io', /--to: "k8s.io"/],
  ['--project app --tag v1 --list ../x', /--list: /],
  ['--project app --tag v1 --list a/../../x', /--list: /],
  ['--project app --tag v1 --reviewers a`b', /--reviewers: /],
  ['--project app --tag v1 --list-file x --pull-request', /choose one/],
  ['--project app --tag v1 --dry-run --pull-request', /choose one/],
];

for (const [line, message] of MISUSED)
  test(`"${line}" is misuse`, () => {
    assert.throws(
      () => wish(line),
      (error: unknown) => error instanceof Misuse && message.test(error.message),
    );
  });

test('options that do not exist are named', () => {
  assert.throws(() => wish('--project app --tag v1 --taag v2'), /taag/);
});
