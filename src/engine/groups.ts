import { RingmasterError } from '../domain/errors.ts';
import type { GroupSource, Process } from '../domain/process.ts';
import type { Person } from '../domain/release.ts';
import type { Rosters } from '../domain/signoff.ts';
import { readOwners } from '../people/owners.ts';
import type { Forge } from '../plugin/forge.ts';
import type { Groups } from '../plugin/ports.ts';

type People = Pick<Forge, 'code' | 'people'>;

/**
 * The groups of a process as they stand on the default branch now. Each is
 * resolved once; make a new one for every look.
 */
export function currentGroups({ people }: Pick<Process, 'people'>, forge: People): Groups {
  const resolved = new Map<string, Promise<readonly Person[]>>();
  let head: Promise<string> | undefined;
  const commit = () => {
    head ??= forge.code.head().then(({ commit: id }) => id);
    return head;
  };
  return {
    members(group) {
      const known = resolved.get(group);
      if (known !== undefined) return known;
      const source = people.get(group);
      const members = source === undefined ? Promise.resolve([]) : resolve(source, forge, commit);
      resolved.set(group, members);
      return members;
    },
  };
}

/** Every group at once, as a release keeps them when it opens. */
export async function rostersOf(
  { people }: Pick<Process, 'people'>,
  groups: Groups,
): Promise<Rosters> {
  const names = [...people.keys()];
  const members = await Promise.all(names.map((name) => groups.members(name)));
  return Object.fromEntries(names.map((name, index) => [name, members[index] ?? []]));
}

/**
 * Everybody who is in any group now. Where a file of people cannot be trusted,
 * nobody is: then commands that need a member are refused.
 */
export async function everyMember(
  { people }: Pick<Process, 'people'>,
  groups: Groups,
): Promise<readonly Person[]> {
  try {
    return (await Promise.all([...people.keys()].map((group) => groups.members(group)))).flat();
  } catch (error) {
    if (error instanceof RingmasterError && error.code === 'owners-invalid') return [];
    throw error;
  }
}

async function resolve(
  source: GroupSource,
  forge: People,
  commit: () => Promise<string>,
): Promise<readonly Person[]> {
  if (source.kind === 'logins') return forge.people.byLogin(source.logins);
  const at = await commit();
  const [owners, aliases] = await Promise.all([
    forge.code.file(at, source.path),
    forge.code.file(at, 'OWNERS_ALIASES'),
  ]);
  if (owners === undefined) return [];
  const { approvers } = readOwners({
    owners: owners.text,
    aliases: aliases?.text,
    path: source.path,
  });
  return forge.people.byLogin(approvers);
}
