import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { commandLines } from '../../src/speech/command-lines.ts';
import { lookAlikes } from '../../src/speech/look-alikes.ts';
import { comments } from './commands-grammar.ts';
import { isReferenceSound, referenceCommands } from './commands-reference.ts';
import { TRICKY, TRICKY_ON_GITHUB } from './commands-tricky.ts';

/** How many comments are made up; more of them, for a night: `RINGMASTER_FUZZ_RUNS=1000000`. */
const RUNS = Number(process.env.RINGMASTER_FUZZ_RUNS ?? 6000);

/** The same comments again: `RINGMASTER_FUZZ_SEED=…`. */
const SEED = Number(process.env.RINGMASTER_FUZZ_SEED ?? Date.now() % 2 ** 31);

describe('a comment that is easily read wrongly', () => {
  for (const [text, lines] of [...TRICKY, ...TRICKY_ON_GITHUB])
    test(`${JSON.stringify(text)} has commands in the lines ${JSON.stringify(lines)}`, () => {
      assert.deepEqual(
        commandLines(text).map(({ line }) => line),
        lines,
      );
    });

  for (const [text, lines] of TRICKY)
    test(`${JSON.stringify(text)} is read so by micromark, too`, () => {
      assert.ok(isReferenceSound(text));
      assert.deepEqual(
        referenceCommands(text).map(({ line }) => line),
        lines,
      );
    });
});

test('nothing is understood where another reader of Markdown sees a quote, code, a link or HTML', (context) => {
  const missed = new Map<string, number>();
  let agreed = 0;
  let unsound = 0;
  const property = fc.property(comments({ github: false }), (text) => {
    if (!isReferenceSound(text)) {
      unsound += 1;
      return;
    }
    const reference = new Map(referenceCommands(text).map(({ line, name }) => [line, name]));
    for (const { line, name } of commandLines(text)) {
      assert.equal(name, reference.get(line), `line ${line}`);
      reference.delete(line);
      agreed += 1;
    }
    const reasons = new Map(lookAlikes(text).map(({ line, obstacle }) => [line, obstacle]));
    for (const line of reference.keys()) {
      const reason = reasons.get(line) ?? 'no reason';
      assert.notEqual(reason, 'no reason', `line ${line} is passed over without a reason`);
      missed.set(reason, (missed.get(reason) ?? 0) + 1);
    }
  });
  fc.assert(property, { numRuns: RUNS, seed: SEED });
  assert.ok(agreed > RUNS / 10);
  context.diagnostic(
    `${RUNS} comments from seed ${SEED}: ${agreed} commands understood by both, 0 by us alone; ` +
      `by the other alone: ${JSON.stringify(Object.fromEntries(missed))}; ` +
      `${unsound} comments in which it is known to differ from CommonMark`,
  );
});

test('no comment makes the reader throw, and what it says of a line it says once', () => {
  const anything = fc.oneof(
    comments({ github: true }),
    fc.string({ unit: 'binary', maxLength: 200 }),
  );
  const property = fc.property(anything, (text) => {
    const lines = [...commandLines(text), ...lookAlikes(text)].map(({ line }) => line);
    assert.equal(new Set(lines).size, lines.length);
    for (const line of lines) assert.ok(line >= 1 && line <= text.split(/\r\n|\n|\r/).length);
  });
  fc.assert(property, { numRuns: RUNS, seed: SEED });
});

test('what stands behind a blank line at the end of plain words is always understood', () => {
  const words = fc.array(fc.constantFrom('Thanks!', 'It works.', 'a * b', '1 < 2', 'x_y_z', '#1'), {
    maxLength: 5,
  });
  fc.assert(
    fc.property(words, (lines) => {
      const text = [...lines, '', '/lgtm'].join('\n');
      assert.deepEqual(
        commandLines(text).map(({ line }) => line),
        [lines.length + 2],
      );
    }),
    { numRuns: 300, seed: SEED },
  );
});
