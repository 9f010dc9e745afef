import { look, type Scene } from './scene.ts';
import type { Stage } from './stage.ts';

/** How long nothing may have changed until the stage counts as quiet, in milliseconds. */
const QUIET = 800;
const PATIENCE = 120_000;

export interface Settling {
  /** Not quiet before somebody can read this somewhere. */
  readonly until?: string | undefined;
}

/**
 * Waits until machines have done what they can: no webhook is under way, every tag
 * is built, nothing waits inside Ringmaster, and what people see has not changed for
 * a while.
 */
export async function settle(stage: Stage, { until }: Settling = {}): Promise<Scene> {
  const deadline = performance.now() + PATIENCE;
  let scene = await look(stage);
  let since = performance.now();
  while (performance.now() - since < QUIET || !isReadable(scene, until)) {
    if (performance.now() > deadline) throw unrest(stage, until);
    const next = await lookLater(stage);
    if (next === undefined || JSON.stringify(next) !== JSON.stringify(scene))
      since = performance.now();
    scene = next ?? scene;
  }
  return scene;
}

/** @returns undefined while something is still under way. */
async function lookLater(stage: Stage): Promise<Scene | undefined> {
  await new Promise((resolve) => setTimeout(resolve, 100));
  await stage.forge.settled();
  const scene = await look(stage);
  const isIdle = (await stage.builder.isIdle()) && (await stage.ringmaster().isIdle());
  return isIdle ? scene : undefined;
}

function isReadable(scene: Scene, text: string | undefined): boolean {
  return text === undefined || JSON.stringify(scene).includes(JSON.stringify(text).slice(1, -1));
}

function unrest(stage: Stage, until: string | undefined): Error {
  const missing = until === undefined ? '' : ` with “${until}”`;
  return new Error(
    `the stage did not come to rest${missing}:\n${stage.ringmaster().lines.join('\n')}`,
  );
}
