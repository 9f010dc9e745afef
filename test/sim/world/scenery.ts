import {
  BEFORE,
  LIST_PATH,
  LISTS,
  listFile,
  MERGED,
  PRODUCTION_HOST,
  PROJECT,
  PROMOTED_CHART,
  PROMOTED_IMAGE,
  projectFiles,
  STAGED_CHART,
  STAGED_IMAGE,
  STAGING_HOST,
} from '../../stage/scenery.ts';
import { JOB, PEOPLE, ROBOT } from './cast.ts';
import { commitOf } from './deeds/code.ts';
import { accountsExcept, bare, NOTHING } from './furniture.ts';
import { buildChart, buildImage, shelved } from './images.ts';
import type { Account, Commit, RepositoryState, WorldState } from './state.ts';

/** Where the App is installed, beside the project itself. */
export type Proposing = 'as the machine user' | 'as the App';

/** What is to be there before anything happens. */
export interface Scenery {
  /** Files of the project, over those of the demo. */
  readonly files?: Readonly<Record<string, string>>;
  readonly proposing?: Proposing;
  /** Logins of those who have told GitHub no key. */
  readonly keyless?: readonly string[];
}

const DEMO = await projectFiles();

/** The project's installation, and that on the repository with the list. */
export const INSTALLATION = 31;
const LISTS_INSTALLATION = 32;

/** What was merged before has no moment that matters: it is long ago. */
const LONG_AGO = 0;

/** A released project with changes since, its image list, the registries, and everybody who takes part. */
export function furnished({
  files = {},
  proposing = 'as the machine user',
  keyless = [],
}: Scenery = {}): WorldState {
  const shelves = shelvesBefore();
  const lists = listsBefore(shelves.digests, proposing);
  const project = projectBefore({ ...DEMO, ...files });
  const commits = [...project.commits, ...lists.commits];
  return {
    ...shelves.state,
    accounts: accountsExcept(keyless),
    repositories: new Map([...project.repositories, ...lists.repositories]),
    commits: new Map(commits.map((commit) => [commit.id, commit])),
  };
}

type Part = { readonly repositories: readonly Named[]; readonly commits: readonly Commit[] };
type Named = readonly [name: string, repository: RepositoryState];

function projectBefore(files: Readonly<Record<string, string>>): Part {
  const { alice, bob, carol } = PEOPLE;
  const first = commitOf(undefined, { by: 'alice', moment: LONG_AGO, message: 'Begin', files });
  const commits: Commit[] = [first];
  for (const [index, { title, by, file }] of MERGED.entries())
    commits.push(
      commitOf(commits.at(-1), {
        by,
        moment: LONG_AGO,
        message: title,
        files: { [file]: `# ${title}\n` },
        pull: { repository: PROJECT, number: index + 1 },
      }),
    );
  const tags = [`v${BEFORE}`, `chart/${BEFORE}`].map(
    (name) => [name, { name, object: first.id, kind: 'lightweight' as const }] as const,
  );
  const repository = {
    ...bare(11, PROJECT, commits.at(-1)?.id ?? ''),
    installation: INSTALLATION,
    writers: [alice, bob, carol].map(({ login }) => login),
    tags: new Map(tags),
    pulls: new Map(MERGED.map((each, index) => [index + 1, mergedBefore(each, index, commits)])),
    nextNumber: MERGED.length + 1,
  };
  return { repositories: [[PROJECT, repository]], commits };
}

function mergedBefore(
  { title, by }: (typeof MERGED)[number],
  index: number,
  commits: readonly Commit[],
) {
  return {
    number: index + 1,
    author: accountOf(by),
    title,
    body: '',
    isOpen: false,
    createdAt: LONG_AGO,
    updatedAt: LONG_AGO,
    from: PROJECT,
    branch: `change-${index + 1}`,
    isDraft: false,
    merged: { by: 'alice', commit: commits[index + 1]?.id ?? '' },
  };
}

function accountOf(login: string): Account {
  const found = Object.values(PEOPLE).find((each) => each.login === login);
  if (found === undefined) throw new Error(`there is nobody called ${login}`);
  return found;
}

function listsBefore(digests: { image: string; chart: string }, proposing: Proposing): Part {
  const files = { [LIST_PATH]: listFile(digests.image, digests.chart), 'README.md': '# Lists\n' };
  const first = commitOf(undefined, { by: 'reviewer', moment: LONG_AGO, message: 'Begin', files });
  const lists = {
    ...bare(12, LISTS, first.id),
    installation: proposing === 'as the App' ? LISTS_INSTALLATION : undefined,
    writers: ['reviewer', JOB.login],
  };
  const fork = `${ROBOT.login}/${LISTS.split('/')[1] ?? ''}`;
  const forked = { ...bare(13, fork, first.id), writers: [ROBOT.login] };
  return {
    repositories: [
      [LISTS, lists],
      [fork, forked],
    ],
    commits: [first],
  };
}

function shelvesBefore() {
  const image = buildImage('the commit before', 'the version before');
  const chart = buildChart('dra-example-driver', BEFORE, 'the version before');
  const places = [
    [`${STAGING_HOST}/${STAGED_IMAGE}`, image, `v${BEFORE}`],
    [`${STAGING_HOST}/${STAGED_CHART}`, chart, BEFORE],
    [`${PRODUCTION_HOST}/${PROMOTED_IMAGE}`, image, `v${BEFORE}`],
    [`${PRODUCTION_HOST}/${PROMOTED_CHART}`, chart, BEFORE],
  ] as const;
  const state = places.reduce(
    (before, [path, built, tag]) => shelved(before, path, built, tag),
    NOTHING,
  );
  return { state, digests: { image: image.digest, chart: chart.digest } };
}
