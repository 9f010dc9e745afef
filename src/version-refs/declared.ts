import type { Dependency } from './dependency.ts';
import { readDependencies } from './read-dependencies.ts';
import { refusal } from './refusal.ts';
import type { Files } from './repository.ts';

const MOST_NAMES = 20;

/** @throws RingmasterError `edit-refused` where the file is missing or has a mistake. */
export function declaredIn(from: string, files: Files): readonly Dependency[] {
  const text = files.get(from);
  if (text === undefined)
    throw refusal(`${from} does not exist`, { advice: 'Name the file that declares versions.' });
  const declared = readDependencies(text);
  if ('dependencies' in declared) return declared.dependencies;
  const [first] = declared.problems;
  throw refusal(`${from}:${first?.line}: ${first?.message}`, { advice: 'Correct the file first.' });
}

/** @throws RingmasterError `edit-refused` where none, or more than one, has the name. */
export function dependencyIn(dependencies: readonly Dependency[], name: string): Dependency {
  const [found, ...others] = dependencies.filter((each) => each.name === name);
  if (found === undefined) {
    const names = dependencies.map((each) => `"${each.name}"`).slice(0, MOST_NAMES);
    throw refusal(`there is no dependency "${name}"`, {
      advice: `There are: ${names.join(', ')}.`,
    });
  }
  if (others.length > 0)
    throw refusal(`${others.length + 1} dependencies have the name "${name}"`, {
      advice: 'Give each a name of its own.',
    });
  return found;
}
