import assert from 'node:assert/strict';

interface Line {
  readonly line: number;
  readonly text: string;
}

/**
 * Asserts that the old text is the new one without the lines that are said to
 * be new, and with the old texts of those that are said to have changed.
 */
export function assertOnlyInserted({
  before,
  after,
  inserted,
  changedLines,
}: {
  before: string;
  after: string;
  inserted: readonly Line[];
  changedLines: readonly (Line & { before: string })[];
}): void {
  const lines = after.split(/\r?\n/);
  for (const { line, text } of [...inserted, ...changedLines])
    assert.equal(lines[line - 1]?.replace('\uFEFF', ''), text);
  for (const { line, before: old } of changedLines) lines[line - 1] = old;
  const fresh = new Set(inserted.map(({ line }) => line));
  const kept = lines.filter((_text, index) => !fresh.has(index + 1));
  assert.equal(
    kept.join('\n').replace('\uFEFF', ''),
    before.replace(/\r?\n/g, '\n').replace('\uFEFF', ''),
  );
}
