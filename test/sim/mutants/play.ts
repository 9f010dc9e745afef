import { parseArgs } from 'node:util';
import { messageOf } from '../../../src/domain/errors.ts';
import { profileOf } from '../profile-of.ts';
import { apply } from './apply.ts';
import { tell } from './child.ts';
import { mutantNamed } from './list.ts';
import type { Played } from './messages.ts';

/**
 * The child of a hunt: plays seeds with one fault in the sources, until a promise
 * is broken. Without a mutant it plays the sources as they are.
 */
const { values } = parseArgs({
  options: {
    mutant: { type: 'string' },
    from: { type: 'string', default: '1' },
    to: { type: 'string', default: '1' },
  },
});

const mutant = values.mutant === undefined ? undefined : mutantNamed(values.mutant);
const wasLoaded = mutant === undefined ? () => true : apply(mutant);
const { run } = await import('../run.ts');
const say: (message: Played) => void = tell;
if (!wasLoaded()) throw new Error(`${mutant?.file} plays no part in the simulation`);
say({ state: 'loaded' });

let seed = 0;
// What cannot even be loaded is no mutant; what breaks while it is played is noticed.
process.on('uncaughtException', (error) => {
  say({ seed, profile: profileOf(seed), rule: 'crash', words: messageOf(error) });
  process.exit(0);
});
for (seed = Number(values.from); seed <= Number(values.to); seed += 1) {
  say({ state: 'playing', seed });
  const profile = profileOf(seed);
  const [found] = (await run({ seed, profile })).violations;
  if (found === undefined) continue;
  say({ seed, profile, rule: found.rule, words: found.words });
  process.exit(0);
}
say({ state: 'survived' });
