import { readdir, readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { openStage, type StageOptions } from '../stage/stage.ts';
import { transcribe } from '../stage/transcript.ts';
import { assertGenuine } from '../support/genuine.ts';
import { golden } from '../support/golden.ts';

const folder = new URL('./', import.meta.url);
const stories = (await readdir(folder)).filter((file) => file.endsWith('.story'));

/** What a story wants of the stage, by its name. */
const STAGES: Readonly<Record<string, StageOptions>> = {
  'every-webhook-is-lost': { settings: { RINGMASTER_SWEEP: '2s' } },
  'four-tags-at-once': { settings: { RINGMASTER_SWEEP: '2s' } },
  'through-the-app': { proposer: 'app' },
};

describe('stories', { concurrency: 2 }, () => {
  for (const file of stories) {
    const name = file.replace('.story', '');
    test(name.replaceAll('-', ' '), async (context) => {
      const stage = await openStage(STAGES[name]);
      context.after(() => stage.close());
      const story = await readFile(new URL(file, folder), 'utf8');
      const { transcript, cards } = await transcribe(stage, story);
      golden(context, transcript, new URL(`${name}.transcript.md`, folder));
      for (const [moment, card] of cards)
        golden(context, card, new URL(`../fixtures/cards/${moment}.md`, folder));
      assertGenuine(stage);
    });
  }
});
