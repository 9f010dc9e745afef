import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadPlugins } from '../../src/plugin/load.ts';
import { readProcess } from '../../src/process/read.ts';

const plugins = await loadPlugins();

const GOOD = `product: app
artifacts:
  images:
    tag: v$version
    image: gcr.io/k8s-staging-app/app:v$version
  chart: { tag: chart/$version }
people:
  owners: OWNERS
  few: [alice, bob]
rings:
  propose:
    steps:
      - check: changelog
    promote:
      - approve: 2 owners
  ship:
    steps:
      - publish: github-release
        if: images
        by: owners
      - announce: slack
        to: releases
`;

function complaints(text: string): readonly string[] {
  const read = readProcess(text, plugins);
  return 'problems' in read
    ? read.problems.map(({ line, column, message }) => `${line}:${column} ${message}`)
    : [];
}

function changed(before: string, after: string): readonly string[] {
  assert.ok(GOOD.includes(before), before);
  return complaints(GOOD.replace(before, after));
}

test('a good process is read as it is written', () => {
  const read = readProcess(GOOD, plugins);
  assert.ok('process' in read);
  const { artifacts, people, rings } = read.process;
  assert.deepEqual(
    artifacts.map(({ name, tag }) => [name, tag]),
    [
      ['images', 'v$version'],
      ['chart', 'chart/$version'],
    ],
  );
  assert.deepEqual(people.get('owners'), { kind: 'owners-file', path: 'OWNERS' });
  assert.deepEqual(people.get('few'), { kind: 'logins', logins: ['alice', 'bob'] });
  assert.deepEqual(
    rings[0]?.promote.map(({ name, options }) => [name, options]),
    [['owners', { count: 2, group: 'owners' }]],
  );
  assert.deepEqual(
    rings[1]?.steps.map(({ name, if: artifact, by }) => [name, artifact, by]),
    [
      ['github-release', 'images', 'owners'],
      ['slack', undefined, undefined],
    ],
  );
});

const MISTAKES: readonly (readonly [string, string, string, string])[] = [
  [
    'an unknown check',
    'check: changelog',
    'check: chagnelog',
    '13:16 unknown word "chagnelog"; did you mean "changelog"?',
  ],
  [
    'an unknown verb',
    'check: changelog',
    'chek: changelog',
    '13:9 unknown word "chek"; did you mean "check"?',
  ],
  [
    'two verbs in a step',
    'check: changelog',
    'check: changelog\n        publish: slack',
    '13:9 a step has one verb; here are check and publish',
  ],
  [
    'a word of another verb',
    'announce: slack',
    'publish: slack',
    '21:18 unknown word "slack" for publish; it goes with another verb: "announce: slack"',
  ],
  [
    'a gate named like a verb',
    'check: changelog',
    'check: approve',
    '13:16 unknown word "approve" for check; it goes with another verb: "approve: approve"',
  ],
  [
    'a map where the word of a check belongs',
    'check: changelog',
    'check: {toString: 1}',
    '13:16 "check" reads {toString: 1}: expected changelog or file or soak or staged or tag or version-refs',
  ],
  [
    'a map where a quorum belongs',
    'approve: 2 owners',
    'approve: {toString: 1, valueOf: 2}',
    '15:18 "approve" reads {toString: 1, valueOf: 2}: expected a text',
  ],
  [
    'a check without a word',
    'check: changelog',
    'check:',
    '13:15 "check" reads nothing: expected changelog or file or soak or staged or tag or version-refs',
  ],
  ['an unknown option', 'if: images', 'fi: images', '19:9 unknown word "fi"; did you mean "if"?'],
  [
    'an unknown artifact',
    'if: images',
    'if: image',
    '19:13 unknown word "image"; did you mean "images"?',
  ],
  ['an unknown group', '2 owners', '2 owner', '15:18 unknown word "owner"; did you mean "owners"?'],
  [
    'an unknown group behind by',
    'by: owners',
    'by: owner',
    '20:13 unknown word "owner"; did you mean "owners"?',
  ],
  [
    'an unknown variable',
    'v$version\n    image',
    'v$verison\n    image',
    '4:10 unknown word "$verison"; did you mean "$version"?',
  ],
  [
    'an unknown key at the top',
    'product: app',
    'product: app\nporduct: app',
    '2:1 unknown word "porduct"; did you mean "product"?',
  ],
  [
    'an unknown key of an artifact',
    'tag: v$version',
    'tga: v$version',
    '4:5 unknown word "tga"; did you mean "tag"?',
  ],
  [
    'an unknown key of a ring',
    'promote:',
    'promot:',
    '14:5 unknown word "promot"; did you mean "promote"?',
  ],
  ['a missing option', '        to: releases\n', '', '21:9 "to" is missing: expected a text'],
  [
    'a wrong value',
    'to: releases',
    'to: "#releases"',
    '22:13 "to" reads "#releases": expected a channel of Slack, without the #',
  ],
  [
    'a channel that YAML takes for a comment',
    'announce: slack\n        to: releases',
    'announce: slack #releases',
    '21:24 "#releases" is a comment here and would be lost; put it in quotes, or a blank behind the #',
  ],
  [
    'nobody who promotes',
    '    promote:\n      - approve: 2 owners\n',
    '',
    '11:3 "promote" is missing in "propose": say who opens the next ring, or "auto"',
  ],
  [
    'a promotion behind the last ring',
    '        to: releases\n',
    '        to: releases\n    promote: auto\n',
    '23:14 "ship" is the last ring: nothing comes after it to promote to',
  ],
  [
    'a quorum that nobody can meet',
    '2 owners',
    '2 few',
    '15:18 nobody could ever fulfil this: few has 2, and whoever cuts the candidate does not count; allow it with "self: true", or let the ring open by itself with "promote: auto"',
  ],
  [
    'two steps of one name',
    'check: changelog',
    'check: changelog\n      - check: changelog',
    '14:9 two steps of one ring are called "changelog"; give one of them a "name:"',
  ],
  [
    'a text where a list belongs',
    'promote:\n      - approve: 2 owners',
    'promote: owners',
    '14:14 "promote" reads owners: expected a list of sign-offs, or "auto"',
  ],
  [
    'a publisher that cannot draft behind by',
    '        to: releases',
    '        to: releases\n        by: owners',
    '23:9 unknown word "by"; known here: announce, name, if, optional, parallel, within, to',
  ],
  [
    'a time without unit',
    'check: changelog',
    'check: changelog\n        within: 20',
    '14:17 "within" reads 20: expected a text',
  ],
];

for (const [title, before, after, expected] of MISTAKES)
  test(`${title} is answered where it stands`, () => {
    assert.deepEqual(changed(before, after), [expected]);
  });

test('a word defined twice is refused', () => {
  assert.match(
    changed('product: app', 'product: app\nproduct: other').join(),
    /^2:1 Map keys must be unique/,
  );
});

test('broken YAML is answered where it breaks', () => {
  assert.match(complaints('product: [app').join(), /^1:14 /);
});

test('a text that is no process is answered, whatever it is', () => {
  for (const text of ['', '[]', '42', 'null', '- a', '{}', 'product: {}'])
    assert.ok(complaints(text).length > 0, text);
});

test('every mistake is told at once', () => {
  const text = GOOD.replace('check: changelog', 'check: x')
    .replace('if: images', 'if: image')
    .replace('2 owners', '2 nobody');
  assert.equal(complaints(text).length, 3);
});

test('a process with a single list of steps has one ring', () => {
  const read = readProcess(
    'product: lib\nartifacts: {lib: {tag: v$version}}\npeople: {me: [alice]}\nsteps:\n  - check: changelog\n',
    plugins,
  );
  assert.ok('process' in read);
  assert.deepEqual(
    read.process.rings.map(({ name, steps }) => [name, steps.length]),
    [['lib', 1]],
  );
});

test('a step that has its namesake in an earlier ring is called after its own', () => {
  const read = readProcess(
    GOOD.replace('      - announce: slack', '      - check: changelog\n      - announce: slack'),
    plugins,
  );
  assert.ok('process' in read);
  assert.deepEqual(
    read.process.rings[1]?.steps.map(({ name }) => name),
    ['github-release', 'ship/changelog', 'slack'],
  );
});

for (const [key, expected] of [
  ['artifacts', '2:12 "artifacts" reads {}: expected at least one thing to release'],
  ['rings', '4:8 "rings" reads {}: expected at least one ring'],
] as const)
  test(`${key} without any is a mistake`, () => {
    const full = {
      product: 'app',
      artifacts: '{ app: { tag: v$version } }',
      people: '{ owners: OWNERS }',
      rings: '{ ship: { steps: [{ check: changelog }] } }',
    };
    const text = (top: Readonly<Record<string, string>>) =>
      Object.entries(top)
        .map((entry) => entry.join(': '))
        .join('\n');
    assert.deepEqual(complaints(text(full)), []);
    assert.deepEqual(complaints(text({ ...full, [key]: '{}' })), [expected]);
  });

test('billion laughs are refused', () => {
  const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n`;
  assert.ok(complaints(bomb).length > 0);
});

test('a waiver lasts a week and is for whoever promotes the ring, unless the file says otherwise', () => {
  const waiversIn = (text: string) => {
    const read = readProcess(text, plugins);
    assert.ok('process' in read, JSON.stringify(read));
    return read.process.waivers;
  };
  assert.deepEqual(waiversIn(GOOD), { by: undefined, max: 604_800_000 });
  assert.deepEqual(waiversIn(`${GOOD}waivers: {by: few, max: 2d}\n`), {
    by: 'few',
    max: 172_800_000,
  });
  const [problem = ''] = complaints(`${GOOD}waivers: {by: fw}\n`);
  assert.match(problem, /^23:15 unknown word "fw"; did you mean "few"/);
});

test('a vote and a task are read with the word behind their verb', () => {
  const text = GOOD.replace('      - approve: 2 owners', '      - vote: few').replace(
    '      - check: changelog',
    '      - do: Write the 2nd blog post, and tell everybody about it\n        by: few',
  );
  const read = readProcess(text, plugins);
  assert.ok('process' in read, JSON.stringify(read));
  const [ring] = read.process.rings;
  const [task] = ring?.steps ?? [];
  assert.equal(task?.name, 'write-the-2nd-blog-post-and');
  assert.deepEqual([task.verb, task.by], ['do', undefined]);
  assert.deepEqual(task.options, {
    what: 'Write the 2nd blog post, and tell everybody about it',
    by: 'few',
  });
  const [vote] = ring?.promote ?? [];
  assert.deepEqual([vote?.name, vote?.verb, vote?.options], ['few', 'vote', { group: 'few' }]);
});

test('a vote that is shorter than usual needs a reason, and its group must be known', () => {
  const vote = (more: string) => changed('- approve: 2 owners', `- vote: ${more}`);
  assert.deepEqual(vote('few'), []);
  assert.match(vote('few\n        open: 24h')[0] ?? '', /needs "expedited:"/);
  assert.match(vote('fw')[0] ?? '', /unknown word "fw"; did you mean "few"/);
});
