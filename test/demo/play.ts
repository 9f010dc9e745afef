import { setTimeout as wait } from 'node:timers/promises';
import { perform } from '../stage/performance.ts';
import type { Stage } from '../stage/stage.ts';
import { prove, releaseAddress } from './proof.ts';
import { forTerminal, indented, paint } from './terminal.ts';

/** How long people read a character, in milliseconds. */
const PER_CHARACTER = 12;
const LONGEST = 6000;

/**
 * Plays a release and prints the conversation as it grows.
 * @returns whether everything came out as it should.
 */
export async function playDemo(
  stage: Stage,
  story: string,
  { pace }: { readonly pace: number },
): Promise<boolean> {
  const read = (text: string) => wait(Math.min(LONGEST, text.length * PER_CHARACTER) * pace);
  await perform(stage, story, {
    async act(line, text) {
      console.log(`\n${paint(['bold', 'inverse'], ` ${line} `)}`);
      if (text !== '') console.log(indented(text));
      await read(line + text);
    },
    async happening({ title, body }) {
      const shown = forTerminal(body);
      console.log(`\n${paint('yellow', title)}`);
      if (shown !== '') console.log(indented(shown));
      await read(shown);
    },
  });
  return conclude(stage);
}

async function conclude(stage: Stage): Promise<boolean> {
  const proofs = await prove(stage);
  console.log(`\n${paint('bold', 'Looked at from the outside:')}`);
  for (const { claim, holds } of proofs) console.log(`${holds ? '✅' : '❌'} ${claim}`);
  const right = proofs.every(({ holds }) => holds);
  console.log(
    right ? `\nReleased: ${releaseAddress(stage)}` : '\nThis is not how a release should end.',
  );
  return right;
}
