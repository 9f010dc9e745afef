import type { ReleaseDraft } from '../../../../src/plugin/forge.ts';
import { SERVER } from '../cast.ts';
import type { Ground } from '../ground.ts';
import { accountJson } from '../hooks.ts';
import { missing, refused } from '../refusal.ts';
import { type Account, put, type ReleaseState, repositoryIn } from '../state.ts';
import { commitBehind, taggedCommit } from './code.ts';
import { pushTags } from './tags.ts';

/** GitHub takes no longer notes. */
const LONGEST_NOTES = 125_000;

interface At {
  readonly by: Account;
  readonly repository: string;
}

/** Drafts a GitHub release; there may be any number of drafts for a tag. */
export function draftRelease(ground: Ground, at: At, draft: ReleaseDraft): ReleaseState {
  const id = ground.takeId();
  const address = `${SERVER}/${at.repository}/releases/tag/${draft.tag}`;
  const release = { id, isDraft: true, author: at.by, address, ...fieldsOf(draft) };
  return keep(ground, at, { release, word: 'release-drafted', action: 'created' });
}

/** Makes a release say something else; GitHub lets a published one be changed too. */
export function redraftRelease(
  ground: Ground,
  at: At & { readonly id: number },
  draft: ReleaseDraft,
): ReleaseState {
  const before = releaseWith(ground, at);
  const release = { ...before, ...fieldsOf(draft) };
  checkUnique(ground, at, release);
  return keep(ground, at, { release, word: 'release-redrafted', action: 'edited' });
}

/** Publishes a draft. A tag that does not exist is made on the commit; one that does is left alone. */
export function publishRelease(
  ground: Ground,
  at: At & { readonly id: number },
  commit: string | undefined,
): ReleaseState {
  const before = releaseWith(ground, at);
  const release = { ...before, isDraft: false, target: commit ?? before.target };
  checkUnique(ground, at, release);
  makeTag(ground, at, release);
  if (!before.isDraft) return before;
  return keep(ground, at, { release, word: 'release-published', action: 'published' });
}

function makeTag(ground: Ground, at: At, { tag, target }: ReleaseState): void {
  const repository = repositoryIn(ground.state, at.repository);
  if (repository.tags.has(tag)) return;
  const commit = commitBehind(ground.state, repository, target);
  if (commit === undefined) throw refused('target_commitish is invalid');
  pushTags(ground, at, [{ name: tag, commit }]);
  ground.record(at.by, 'tag', { target: `${at.repository}@${tag}`, value: commit });
}

function releaseWith(ground: Ground, { repository, id }: At & { readonly id: number }) {
  const found = repositoryIn(ground.state, repository).releases.get(id);
  if (found === undefined) throw missing(`the release ${id}`);
  return found;
}

function fieldsOf({ tag, commit, title, body, prerelease }: ReleaseDraft) {
  if (body.length > LONGEST_NOTES)
    throw refused(`body is too long (maximum is ${LONGEST_NOTES} characters)`);
  return { tag, target: commit, title, body, isPrerelease: prerelease };
}

function checkUnique({ state }: Ground, { repository }: At, release: ReleaseState): void {
  const { releases } = repositoryIn(state, repository);
  const isOther = ({ id, tag, isDraft }: ReleaseState) =>
    id !== release.id && tag === release.tag && !isDraft;
  if (!release.isDraft && releases.values().some(isOther)) throw refused('tag_name already_exists');
}

interface Keeping {
  readonly release: ReleaseState;
  readonly word: 'release-drafted' | 'release-redrafted' | 'release-published';
  readonly action: 'created' | 'edited' | 'published';
}

function keep(
  ground: Ground,
  { by, repository }: At,
  { release, word, action }: Keeping,
): ReleaseState {
  ground.edit(repository, ({ releases }) => ({ releases: put(releases, release.id, release) }));
  const { id, tag, title, body, isDraft, isPrerelease, author } = release;
  const about = repositoryIn(ground.state, repository);
  const commit = taggedCommit(ground.state, about, tag) ?? release.target;
  const value = word === 'release-published' ? commit : body;
  ground.record(by, word, { target: `${repository}@${tag}`, value });
  const told = { id, tag_name: tag, name: title, body, draft: isDraft, prerelease: isPrerelease };
  ground.tell(repository, by, {
    event: 'release',
    payload: { action, release: { ...told, author: accountJson(author) } },
  });
  return release;
}
