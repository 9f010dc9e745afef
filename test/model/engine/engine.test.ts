import { test } from 'node:test';
import fc from 'fast-check';
import { runs, told } from '../runs.ts';
import { sweep } from './commands.ts';
import { happenings } from './happenings.ts';
import { Reference } from './reference.ts';
import { Stage } from './stage.ts';
import type { Model } from './tale.ts';

test('whatever happens to a release, the engine makes of it what the design says', async (t) => {
  const parameters = runs();
  t.diagnostic(told(parameters));
  await fc.assert(
    fc.asyncProperty(happenings, async (commands) => {
      const real = await Stage.open();
      const model: Model = { reference: new Reference(), comments: [], objects: 0 };
      await fc.asyncModelRun(() => ({ model, real }), commands);
      await sweep().run(model, real);
    }),
    parameters,
  );
});
