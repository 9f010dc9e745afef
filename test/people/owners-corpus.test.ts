import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { CORPUS, NO_CORPUS } from '../score/corpus.ts';
import { score } from '../score/scores/owners.ts';
import { prowCases, realCases } from './owners-cases.ts';

test('owners of recorded paths are those that Prow finds', { skip: NO_CORPUS }, async (context) => {
  const { lines, misses } = await score.run(CORPUS);
  for (const { what, value, isReached } of lines) {
    context.diagnostic(`${what}: ${value}`);
    assert.ok(isReached, `${what}\n${misses.join('\n')}`);
  }
});

test('the score tells a wrong answer from a refusal on purpose', { skip: NO_CORPUS }, async () => {
  const prow = await prowCases(CORPUS);
  const changed = {
    ...prow,
    alias_file_parsing: [
      { name: 'wrong', input: 'aliases: {leads: [alice]}', expect: { leads: ['bob'] } },
      { name: 'purpose', input: 'aliases: {}\nteams: {}', expect: {} },
    ],
  };
  const folder = await mkdtemp(join(tmpdir(), 'ringmaster-owners-'));
  try {
    await mkdir(join(folder, 'k8s'));
    await writeFile(join(folder, 'k8s/owners-cases.json'), JSON.stringify(changed));
    const real = JSON.stringify(await realCases(CORPUS));
    await writeFile(join(folder, 'k8s/owners-real-k8sio.json'), real);
    const { lines, misses } = await score.run(pathToFileURL(`${folder}/`));
    const told = new Map(lines.map(({ what, value }) => [what, value]));
    assert.equal(told.get('alias files'), '0 of 1');
    assert.equal(told.get('refused on purpose: unknown key'), '1');
    assert.deepEqual(misses, [
      'alias files: wrong: {"leads":["alice"]}',
      'alias files: purpose: unknown key',
    ]);
  } finally {
    await rm(folder, { recursive: true });
  }
});
