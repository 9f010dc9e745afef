import { setImmediate as breathe } from 'node:timers/promises';
import { memoryJobs } from '../sim/memory/jobs.ts';
import { memoryQueue } from '../sim/memory/memory-queue.ts';
import { memoryStore } from '../sim/memory/memory-store.ts';
import { Scheduler } from '../sim/scheduler.ts';
import type { Lab } from './lab.ts';

/** How much time a wait may take, and in which steps it goes by. */
const PATIENCE = 10_000;
const STEP = 100;

/** A lab in memory, whose time passes when it is told to. */
export function memoryLab(): Lab {
  const timeline = new Scheduler(Date.parse('2026-05-04T09:12:00.000Z'));
  const pass = (duration: number) => timeline.runUntil(timeline.now + duration, () => {});
  const jobs = memoryJobs(timeline);
  return {
    store: memoryStore({ timeline, jobs }),
    queue: memoryQueue(jobs, { timeline }),
    pass,
    async until(isSo) {
      for (let passed = 0; passed <= PATIENCE; passed += STEP) {
        await breathe();
        if (await isSo()) return;
        await pass(STEP);
      }
      throw new Error('it did not come to pass');
    },
    async close() {},
  };
}
