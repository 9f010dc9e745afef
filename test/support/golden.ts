import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';

/** How many lines of a difference are shown. */
const SHOWN = 30;

/**
 * Compares a text with the file that holds what it should be, byte for byte.
 * `npm test -- --test-update-snapshots` writes those files anew, for the reviewer to read.
 */
export function golden({ assert: { fileSnapshot } }: TestContext, text: string, file: URL): void {
  try {
    fileSnapshot(text, fileURLToPath(file), { serializers: [(written: string) => written] });
  } catch (error) {
    // Two long texts side by side show nobody what differs.
    if (!(error instanceof assert.AssertionError)) throw error;
    throw new assert.AssertionError({
      message: difference(readFileSync(file, 'utf8'), text, file),
    });
  }
}

function difference(before: string, now: string, file: URL): string {
  const [expected, actual] = [before.split('\n'), now.split('\n')];
  const first = expected.findIndex((line, index) => line !== actual[index]);
  const from = first < 0 ? expected.length : first;
  const part = (lines: readonly string[], mark: string) =>
    lines.slice(from, from + SHOWN).map((line) => `${mark} ${line}`);
  return [
    `${fileURLToPath(file)}:${from + 1} is told otherwise now:`,
    ...part(expected, '-'),
    ...part(actual, '+'),
  ].join('\n');
}
