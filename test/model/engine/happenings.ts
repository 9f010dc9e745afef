import fc from 'fast-check';
import type { VerdictState } from '../../../src/domain/verdict.ts';
import type { Who } from '../../sim/world/cast.ts';
import {
  again,
  type Command,
  change,
  look,
  merge,
  openAgain,
  push,
  say,
  signal,
  sweep,
  tag,
  untag,
} from './commands.ts';
import type { Said } from './reference.ts';
import type { Fate } from './stage.ts';

const EVERYBODY: readonly Who[] = ['alice', 'bob', 'carol', 'mallory'];

const who = fc.constantFrom(...EVERYBODY);
const fate = fc.constantFrom<Fate>('once', 'once', 'once', 'twice', 'lost');
const words = fc.constantFrom<Said['word']>('/lgtm', '/lgtm', '/lgtm', '/lgtm cancel', '/rc');
const signals = fc.constantFrom<VerdictState>('pass', 'pass', 'pending', 'fail', 'error');

const ANYTHING: readonly fc.Arbitrary<Command>[] = [
  fc.tuple(who, words, fate).map((all) => say(...all)),
  fc
    .record({ by: who, fate, which: fc.nat(9), how: fc.constantFrom('edits', 'deletes') })
    .map(({ which, how, ...more }) => change(which, how, more)),
  fc.tuple(fc.constantFrom('candidate', 'candidate', 'head'), fate).map((all) => tag(...all)),
  fate.map(untag),
  fc.constant(push()),
  signals.map(signal),
  fc.constant(merge()),
  fc.nat(50).map(again),
  who.map(openAgain),
  fc.constant(look(undefined)),
  fc.nat(80).map(look),
  fc.constant(sweep()),
];

/** What is likely to be said, and brings a release on. */
const AGREEMENT = fc
  .tuple(who, fc.constant('/lgtm'), fc.constant('once'))
  .map((all) => say(...all));

/** A release as it should go, step by step, with a second candidate. */
const AS_IT_SHOULD_GO: readonly Command[] = [
  signal('pass'),
  say('bob', '/lgtm', 'once'),
  say('carol', '/lgtm', 'once'),
  look(undefined),
  tag('candidate', 'once'),
  look(undefined),
  push(),
  say('bob', '/rc', 'once'),
  look(undefined),
  say('alice', '/lgtm', 'once'),
  say('carol', '/lgtm', 'once'),
  look(undefined),
  tag('candidate', 'once'),
  look(undefined),
];

/** A part of the way as it should be gone, and then whatever may happen to a release. */
export const happenings: fc.Arbitrary<readonly Command[]> = fc
  .tuple(
    fc.nat(AS_IT_SHOULD_GO.length),
    fc.commands([...ANYTHING, AGREEMENT], { maxCommands: 20, size: 'max' }),
  )
  .map(([begun, more]) => [...AS_IT_SHOULD_GO.slice(0, begun), ...more]);
