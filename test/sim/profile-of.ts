import type { Profile } from './faults.ts';

/** How wild a seed's world is. Some are calm: without faults, too, there are races. */
export function profileOf(seed: number): Profile {
  if (seed % 20 === 0) return 'none';
  return seed % 3 === 0 ? 'mild' : 'wild';
}
