import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { differenceInSignedText } from '../../../src/gates/tag/signed-text.ts';
import type { TagObject } from '../../../src/plugin/forge.ts';
import { COMMIT, OTHER_COMMIT } from '../../support/release.ts';

const SIGNATURE = '-----BEGIN PGP SIGNATURE-----\n\niQ==\n-----END PGP SIGNATURE-----\n';
const MESSAGE = 'Changes\n\n- Share devices (#12)\n';
const HEAD = `object ${COMMIT}\ntype commit\ntag v0.1.0\ntagger bob <bob@example.org> 1 +0000\n`;
const TEXT = `${HEAD}\n${MESSAGE}`;

function difference(payload: string, changes: Partial<TagObject> = {}): string | undefined {
  const tag: TagObject = {
    name: 'v0.1.0',
    target: { kind: 'commit', id: COMMIT },
    message: MESSAGE,
    signed: undefined,
    ...changes,
  };
  return differenceInSignedText(tag, { payload, signature: SIGNATURE });
}

describe('a signed text is the tag’s own', () => {
  test('if it names the same commit, tag and message', () => {
    assert.equal(difference(TEXT), undefined);
  });

  test('without a tagger too, as very old tags are, and with lines that we do not know', () => {
    assert.equal(difference(TEXT.replace(/^tagger .*\n/m, '')), undefined);
    assert.equal(difference(TEXT.replace(/^tagger .*\n/m, '$&encoding latin1\n')), undefined);
  });

  for (const [title, message] of [
    ['without its last newline', MESSAGE.trimEnd()],
    ['with the signature below', `${MESSAGE}${SIGNATURE}`],
    ['with the signature below, without its last newline', `${MESSAGE}${SIGNATURE.trimEnd()}`],
  ] as const)
    test(`where the forge shows the message ${title}`, () => {
      assert.equal(difference(TEXT, { message }), undefined);
    });
});

describe('a signed text is another’s:', () => {
  const OTHERS: readonly (readonly [string, string, string])[] = [
    ['it names another commit', TEXT.replace(COMMIT, OTHER_COMMIT), 'commit'],
    ['it names the beginning of the commit', TEXT.replace(COMMIT, COMMIT.slice(0, 12)), 'commit'],
    ['it names another kind of object', TEXT.replace('type commit', 'type tree'), 'type'],
    ['it names another tag', TEXT.replace('tag v0.1.0', 'tag v0.0.1'), 'name'],
    ['it names a longer tag', TEXT.replace('tag v0.1.0', 'tag v0.1.0 '), 'name'],
    ['its message is shorter', TEXT.replace('- Share devices (#12)\n', ''), 'message'],
    ['its message is longer', `${TEXT}- and more\n`, 'message'],
    ['its message begins otherwise', TEXT.replace('\nChanges', '\n Changes'), 'message'],
    ['it is the text of a commit', `tree ${COMMIT}\nauthor bob\n\n${MESSAGE}`, 'form'],
    ['a line comes before it', `\n${TEXT}`, 'form'],
    ['its lines are in another order', TEXT.replace(/^(type .*\n)(tag .*\n)/m, '$2$1'), 'form'],
    ['it has no message', HEAD, 'form'],
    ['it is empty', '', 'form'],
  ];
  for (const [title, payload, differing] of OTHERS)
    test(title, () => {
      assert.equal(difference(payload), differing);
    });

  test('the right lines in its message change nothing', () => {
    const smuggled = `${TEXT.replace('tag v0.1.0', 'tag v0.0.1')}\n${TEXT}`;
    assert.equal(difference(smuggled), 'name');
  });

  test('words below the signature were never signed', () => {
    assert.equal(difference(TEXT, { message: `${MESSAGE}${SIGNATURE}- and #99\n` }), 'message');
  });
});
