import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Addition } from '../../../src/images/list/additions.ts';
import { carryOut, type Edited, emptyEdit, insertAfter } from '../../../src/images/list/edit.ts';
import { listingsOf } from '../../../src/images/list/listing.ts';
import { parseList } from '../../../src/images/list/parse-list.ts';
import { verifyEdit } from '../../../src/images/list/verify-edit.ts';
import { exampleDigest, withDigests } from './example-digest.ts';

const BEFORE = withDigests('- name: app\n  dmap:\n    "{a1}": ["v1"]\n    "{c3}": ["v3"]\n');
const ADDITION: Addition = { image: 'app', digest: exampleDigest('b2'), tags: ['v2'] };

/** Verifies the edit that inserts a line, after something has happened to it. */
function verified(line: string, spoil: (edited: Edited) => Edited = (edited) => edited): void {
  const list = parseList(BEFORE);
  const edit = emptyEdit();
  insertAfter(edit, 3, [withDigests(line)]);
  const edited = spoil(carryOut(list, edit));
  verifyEdit({ list, listings: listingsOf(list), edit, edited }, [ADDITION]);
}

const GOOD = '    "{b2}": ["v2"]';

/** Exchanges a piece of the new text. */
function exchanging(old: string, now: string): (edited: Edited) => Edited {
  return (edited) => {
    assert.ok(edited.text.includes(withDigests(old)));
    return { ...edited, text: edited.text.replace(withDigests(old), withDigests(now)) };
  };
}

test('an edit that does what was asked stands the proof', () => verified(GOOD));

const WRONG: Record<string, [line: string, refusal: RegExp]> = {
  'another digest': ['    "{b3}": ["v2"]', /would also change app@sha256:b3/],
  'another tag': ['    "{b2}": ["v4"]', /would also change app@sha256:b2/],
  'a further tag': ['    "{b2}": ["v2", "v4"]', /would also change app@sha256:b2/],
  'a comment': ['    # "{b2}": ["v2"]', /would not bring app@sha256:b2/],
  'a line that ends the image': ['- name: web', /lines that cannot be read$/],
  'a digest that is listed': ['    "{a1}": ["v2"]', /lines that cannot be read$/],
  'a broken line': ['    "{b2}": ["v2"', /lines that cannot be read$/],
};

for (const [title, [line, refusal]] of Object.entries(WRONG))
  test(`an edit that inserts ${title} is refused`, () =>
    assert.throws(() => verified(line), { code: 'edit-refused', message: refusal }));

const SPOILT: Record<string, (edited: Edited) => Edited> = {
  'changes a digest': exchanging('{a1}', '{a2}'),
  'changes a tag': exchanging('"v3"', '"v4"'),
  'changes a blank': exchanging('"{c3}": [', '"{c3}":  ['),
  'loses the last line': exchanging('    "{c3}": ["v3"]\n', ''),
  'loses the first line': exchanging('- name: app\n', ''),
  'loses the line end at the end': (edited) => ({ ...edited, text: edited.text.slice(0, -1) }),
  'adds a line that it does not tell': (edited) => ({ ...edited, text: `${edited.text}# x\n` }),
  'tells another line than it adds': (edited) => ({
    ...edited,
    inserted: [{ line: 3, text: withDigests(GOOD) }],
  }),
  'adds a byte order mark': (edited) => ({ ...edited, text: `\uFEFF${edited.text}` }),
};

for (const [title, spoil] of Object.entries(SPOILT))
  test(`an edit that ${title} is refused`, () =>
    assert.throws(() => verified(GOOD, spoil), {
      code: 'edit-refused',
      message: 'the edit would change lines that it must keep',
    }));
