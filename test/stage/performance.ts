import { play } from './acts.ts';
import { type Happening, happenings } from './conversation.ts';
import type { Scene } from './scene.ts';
import { readScript } from './script.ts';
import { settle } from './settle.ts';
import type { Stage } from './stage.ts';

export interface Audience {
  /** An act is about to be played. */
  act(line: string, text: string): Promise<void> | void;
  /** Something happened because of it. */
  happening(happening: Happening): Promise<void> | void;
  /** The story asks for what the tracking issue looks like at this moment to be kept. */
  keep?(name: string, scene: Scene): Promise<void> | void;
}

const KEEP = /^the cards are kept as “(.+)”$/;

/**
 * Plays a story act by act. After each one the stage comes to rest before the
 * audience hears what happened, so that the same story is always told alike.
 * @returns what can be seen when it is over.
 */
export async function perform(stage: Stage, story: string, audience: Audience): Promise<Scene> {
  // What was there before the curtain rose is not told.
  let before = await settle(stage);
  for (const act of readScript(story)) {
    const [, name] = KEEP.exec(act.line) ?? [];
    if (name !== undefined) {
      await audience.keep?.(name, before);
      continue;
    }
    await audience.act(act.line, act.text);
    await play(stage, act);
    const now = await settle(stage, { until: act.until });
    for (const happening of happenings(before, now)) await audience.happening(happening);
    before = now;
  }
  return before;
}
