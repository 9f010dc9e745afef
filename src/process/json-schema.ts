import { z } from 'zod';
import { asksPeople, VERBS } from '../domain/process.ts';
import type { Plugins } from '../plugin/load.ts';
import { pluginsOf, processShape, stepSchema } from './schema.ts';

/** The JSON Schema of process files, for editors that complete and check while people write. */
export function processJsonSchema(plugins: Plugins): unknown {
  const steps = VERBS.flatMap((verb) => [...pluginsOf(plugins, verb).values()].map(stepSchema));
  const [first, second, ...rest] = steps;
  if (first === undefined || second === undefined)
    throw new TypeError('there are hardly any plug-ins');
  const list = z.array(z.union([first, second, ...rest]));
  const signoffs = VERBS.filter(asksPeople)
    .flatMap((verb) => [...pluginsOf(plugins, verb).values()])
    .map((plugin) => stepSchema(plugin).omit({ if: true, optional: true }));
  const { rings, ...top } = processShape.shape;
  const ring = z.strictObject({
    steps: list.describe('What happens, in order.'),
    promote: z
      .union([z.literal('auto'), z.array(z.union(signoffs)).min(1)])
      .optional()
      .describe('Who opens the next ring; `auto`: nobody has to.'),
  });
  const schema = z.strictObject({
    ...top,
    rings: z
      .record(z.string(), ring)
      .optional()
      .describe(rings.description ?? ''),
    steps: list.optional().describe('Instead of `rings`: the steps of a single ring.'),
  });
  return {
    ...z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12' }),
    title: 'Ringmaster release process',
  };
}
