import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { type Digest, isDigest } from '../../../src/domain/digest.ts';
import { RingmasterError } from '../../../src/domain/errors.ts';
import { addToList } from '../../../src/images/list/add-to-list.ts';
import type { Addition } from '../../../src/images/list/additions.ts';
import type { ImageList } from '../../../src/images/list/image-list.ts';
import { listDifference } from '../../../src/images/list/list-difference.ts';
import { parseList } from '../../../src/images/list/parse-list.ts';
import { compareVersions } from '../../../src/images/list/version-order.ts';
import { exampleDigest } from './example-digest.ts';
import { assertOnlyInserted } from './only-inserted.ts';
import { factsOf, yamlReading } from './yaml-reading.ts';

const ROOT = join(import.meta.dirname, '../../..');
const CORPUS = join(ROOT, '../shared/corpus/k8s');

interface Pair {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  readonly delta: { readonly added: readonly Addition[]; readonly insert_only: boolean };
}

function corpusTest(title: string, body: (context: TestContext) => void): void {
  const skip = existsSync(CORPUS) ? false : 'the corpus is not beside the project';
  test(title, { skip }, body);
}

function pairs(folder: string): Pair[] {
  return readdirSync(join(CORPUS, folder)).map((name) => {
    const read = (file: string) => readFileSync(join(CORPUS, folder, name, file), 'utf8');
    const [before, after] = [read('before.yaml'), read('after.yaml')];
    return { name, before, after, delta: JSON.parse(read('delta.json')) };
  });
}

function lists(): { name: string; text: string }[] {
  const folder = join(CORPUS, 'images');
  return readdirSync(folder).map((name) => ({
    name,
    text: readFileSync(join(folder, name), 'utf8'),
  }));
}

corpusTest('real promotions come out byte for byte as people merged them', (context) => {
  const insertions = pairs('pairs').filter(({ delta }) => delta.insert_only);
  const different = insertions.filter(
    ({ before, after, delta }) => addToList(before, delta.added).text !== after,
  );
  const share = 1 - different.length / insertions.length;
  context.diagnostic(`${insertions.length - different.length} of ${insertions.length} identical`);
  for (const { name } of different) context.diagnostic(`different: ${name}`);
  assert.ok(insertions.length > 0);
  assert.ok(share >= 0.9, `only ${share}`);
});

corpusTest('no promotion loses a digest or changes an old line', () => {
  for (const { name, before, delta } of pairs('pairs')) {
    const { text, inserted, changedLines } = addToList(before, delta.added);
    const listed = delta.added.filter(({ image, digest }) =>
      yamlReading(before).some((fact) => fact.startsWith(`${image} ${digest} `)),
    );
    assert.ok(changedLines.length <= listed.length, `${name} changes lines`);
    assertOnlyInserted({ before, after: text, inserted, changedLines });
    assert.deepEqual(yamlReading(text), union(before, delta.added), name);
  }
});

corpusTest('merged mistakes that move a tag are refused', () => {
  const moves = pairs('pairs-negative').filter(
    ({ before, after }) => listDifference(before, after).moved.length > 0,
  );
  assert.ok(moves.length >= 5);
  for (const { name, before, delta } of moves)
    assert.throws(() => addToList(before, delta.added), isRefusal(/is never moved$/), name);
});

corpusTest('every real list can be read, and takes a new version by new lines alone', () => {
  for (const { name, text } of lists()) {
    const list = parseList(text);
    assert.deepEqual(list.unread, [], name);
    const additions = nextVersion(list);
    const edit = addToList(text, additions);
    assert.deepEqual(edit.changedLines, [], name);
    if (edit.removedPlaceholder === undefined)
      assertOnlyInserted({ before: text, after: edit.text, ...edit });
    assert.deepEqual(yamlReading(edit.text), union(text, additions), name);
    assert.equal(addToList(edit.text, additions).text, edit.text, name);
  }
});

corpusTest(
  'a recent version that is taken out of a real list comes back to its place',
  (context) => {
    let [tried, returned] = [0, 0];
    for (const { text } of lists().filter((list) => list.text.length < 200_000))
      for (const { without, held } of withoutRecentVersions(text)) {
        tried += 1;
        returned += addToList(without, held).text === text ? 1 : 0;
      }
    context.diagnostic(`${returned} of ${tried} came back to their place`);
    assert.ok(returned >= 0.85 * tried);
  },
);

corpusTest('odd inputs are edited as they should be, or refused with the line', () => {
  const file = readFileSync(join(CORPUS, 'images-yaml-parser-cases.json'), 'utf8');
  const { cases }: { cases: { name: string; input: string; add: string[] }[] } = JSON.parse(file);
  const expected: Record<string, RegExp | undefined> = {
    'unquoted number-like tags': /^line 3: this is not how an image list is written$/,
    'duplicate digest key in one dmap': /^line 4: .* stands in this map twice$/,
    'malformed digest and tag': /^line 3: this is not how an image list is written$/,
    'same tag on two digests': /^line 3: a:v1 is listed as sha256:.*, and a tag is never moved$/,
    'two documents': /^line 4: .*documents/,
    'anchors and merge': /^line 2: this is not how an image list is written$/,
  };
  assert.ok(cases.length > 10);
  for (const { name, input, add } of cases) {
    const asked = add.map(parsedAddition);
    const additions = asked.length > 0 ? asked : [newVersion('a')];
    const refusal = expected[name];
    if (refusal !== undefined) {
      assert.throws(() => addToList(input, additions), isRefusal(refusal), name);
      continue;
    }
    const { text } = addToList(input, additions);
    assert.deepEqual(yamlReading(text), union(input, additions), name);
  }
});

/** What a list says with the additions, by the independent reader. */
function union(text: string, additions: readonly Addition[]): string[] {
  const images = new Set(additions.map(({ image }) => image));
  const old = yamlReading(text).filter((fact) => !images.has(fact));
  return [...new Set([...old, ...additions.flatMap(factsOf)])].sort();
}

function isRefusal(message: RegExp): (thrown: unknown) => boolean {
  return (thrown) =>
    thrown instanceof RingmasterError &&
    thrown.code === 'edit-refused' &&
    thrown.advice !== undefined &&
    message.test(thrown.message);
}

function newVersion(image: string): Addition {
  return { image, digest: exampleDigest('77'), tags: ['v77.0.0'] };
}

function parsedAddition(words: string): Addition {
  const [, image = '', digest = '', tag = ''] = /^(.*)@(.*)=(.*)$/.exec(words) ?? [];
  assert.ok(isDigest(digest));
  return { image, digest, tags: [tag] };
}

/** One version more than the newest one, for all images that have it. */
function nextVersion({ blocks }: ImageList): Addition[] {
  const tags = blocks.flatMap(({ entries }) => entries.flatMap((entry) => entry.tags));
  const newest = tags.sort(compareVersions).at(-1);
  if (newest === undefined) return [newVersion('app')];
  const next = newest.replace(/[0-9]+(?=[^0-9]*$)/, (last) => String(Number(last) + 1));
  const images = blocks.filter(({ entries }) =>
    entries.some((entry) => entry.tags.includes(newest)),
  );
  return [...new Set(images.map(({ name }) => name))].map((image, at) => ({
    image,
    digest: exampleDigest(`77${at.toString(16)}f`),
    tags: [next],
  }));
}

/** The list without each of its five newest versions in turn, unless that would empty an image. */
function withoutRecentVersions(text: string): { without: string; held: Addition[] }[] {
  const { blocks } = parseList(text);
  const entries = blocks.flatMap((block) => block.entries.map((entry) => ({ block, entry })));
  const versions = [...new Set(entries.map(({ entry }) => entry.tags.join()))];
  const newest = versions.sort((a, b) => compareVersions(b, a)).slice(0, 5);
  return newest.flatMap((version) => {
    const own = entries.filter(({ entry }) => entry.tags.join() === version);
    const empties = own.some(
      ({ block }) => block.entries.length <= own.filter((other) => other.block === block).length,
    );
    const held = own.flatMap(({ block, entry }) => heldEntry(block.name, entry));
    if (empties || held.length < own.length) return [];
    const gone = new Set(own.flatMap(({ entry }) => [entry.line, entry.lastLine]));
    const kept = text.split('\n').filter((_line, index) => !gone.has(index + 1));
    return [{ without: kept.join('\n'), held }];
  });
}

function heldEntry(
  image: string,
  { digest, tags }: { digest: string; tags: readonly string[] },
): { image: string; digest: Digest; tags: readonly string[] }[] {
  return isDigest(digest) ? [{ image, digest, tags }] : [];
}
