import { RingmasterError } from '../../domain/errors.ts';
import {
  CODEOWNERS_FILES,
  type CodeOwner,
  type CodeOwners,
  readCodeOwners,
} from '../../people/codeowners.ts';
import { parentOf } from '../../people/owners/repository-path.ts';
import { standsIn, textOf } from './checkout.ts';

/** The owners of a path by a CODEOWNERS file, as the command prints them. */
interface CodeOwned {
  readonly owners: readonly string[];
  /** The line that decides, from 1; null where none fits. */
  readonly line: number | null;
  readonly pattern: string | null;
  readonly from: string;
}

/**
 * Reads the CODEOWNERS file of a checkout that counts on GitHub.
 * @param root the checkout's own real path.
 * @throws RingmasterError `owners-invalid` where there is none, or it cannot be trusted.
 */
export async function readCodeOwnersIn(root: string): Promise<(path: string) => CodeOwned> {
  for (const from of CODEOWNERS_FILES) {
    if (!(await standsIn(root, parentOf(from)))) continue;
    const text = await textOf(root, from);
    if (text instanceof RingmasterError) throw text;
    if (text !== undefined) return owning(readCodeOwners(text, from), from);
  }
  const places = CODEOWNERS_FILES.join(', ');
  throw new RingmasterError('owners-invalid', `there is none of ${places}`);
}

function owning(owners: CodeOwners, from: string): (path: string) => CodeOwned {
  return (path) => {
    const rule = owners.ruleFor(path);
    return {
      owners: rule?.owners.map(written) ?? [],
      line: rule?.line ?? null,
      pattern: rule?.pattern ?? null,
      from,
    };
  };
}

function written(owner: CodeOwner): string {
  switch (owner.kind) {
    case 'login':
      return `@${owner.login}`;
    case 'team':
      return `@${owner.organization}/${owner.team}`;
    case 'address':
      return owner.address;
  }
}
