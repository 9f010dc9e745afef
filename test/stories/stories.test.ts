import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openStage, type Stage, type StageOptions } from '../stage/stage.ts';
import { transcribe } from '../stage/transcript.ts';

const folder = new URL('./', import.meta.url);
const stories = (await readdir(folder)).filter((file) => file.endsWith('.story'));

/** What a story wants of the stage, by its name. */
const STAGES: Readonly<Record<string, StageOptions>> = {
  'every-webhook-is-lost': { settings: { RINGMASTER_SWEEP: '500ms' } },
  'four-tags-at-once': { settings: { RINGMASTER_SWEEP: '500ms' } },
  'through-the-app': { proposer: 'app' },
};

describe('stories', { concurrency: 2 }, () => {
  for (const file of stories) {
    const name = file.replace('.story', '');
    test(name.replaceAll('-', ' '), async (context) => {
      const stage = await openStage(STAGES[name]);
      context.after(() => stage.close());
      const transcript = await transcribe(stage, await readFile(new URL(file, folder), 'utf8'));
      const golden = fileURLToPath(new URL(`${name}.transcript.md`, folder));
      context.assert.fileSnapshot(transcript, golden, { serializers: [(text: string) => text] });
      assertGenuine(stage);
    });
  }
});

/** Whatever the stand-ins do not know, or answered unlike GitHub, makes the story worthless. */
function assertGenuine({ forge }: Stage): void {
  assert.deepEqual(forge.unknownRequests, []);
  assert.deepEqual(forge.violations, []);
}
