import type { TagName, TagObject } from '../../../../src/plugin/forge.ts';
import type { Ground } from '../ground.ts';
import { sign } from '../keys.ts';
import { type Account, drop, put, repositoryIn } from '../state.ts';
import { gitId, tellPush } from './code.ts';

/** GitHub tells nothing of a push with more tags than this. */
const TOLD_TAGS = 3;

export interface TagOrder {
  readonly name: string;
  readonly commit: string;
  /** Undefined: a lightweight tag. */
  readonly message?: string;
  /** Whether it is signed with its author's first key. */
  readonly isSigned?: boolean;
}

/** Makes a tag object, as `git tag -a` does, with `-s` where it is signed. */
export function makeTagObject(ground: Ground, by: Account, order: TagOrder): string {
  const { name, commit, message = '', isSigned = false } = order;
  const second = Math.floor(ground.now / 1000);
  const tagger = `${by.login} <${by.login}@example.org> ${second} +0000`;
  const payload = `object ${commit}\ntype commit\ntag ${name}\ntagger ${tagger}\n\n${message}\n`;
  const [key] = isSigned ? by.keys : [];
  const object: TagObject = {
    name,
    target: { kind: 'commit', id: commit },
    message: `${message}\n`,
    signed: key === undefined ? undefined : { payload, signature: sign(payload, key) },
  };
  const id = gitId(JSON.stringify([payload, object.signed?.signature]));
  ground.change((state) => ({ ...state, tagObjects: put(state.tagObjects, id, object) }));
  return id;
}

interface TagPush {
  readonly by: Account;
  readonly repository: string;
}

/** Pushes several tags at once, over whatever has their names. */
export function pushTags(
  ground: Ground,
  { by, repository }: TagPush,
  orders: readonly TagOrder[],
): void {
  const before = repositoryIn(ground.state, repository).tags;
  for (const order of orders) {
    const tag = tagNamed(ground, by, order);
    ground.edit(repository, ({ tags }) => ({ tags: put(tags, order.name, tag) }));
  }
  if (orders.length > TOLD_TAGS) return;
  for (const { name } of orders) {
    const from = before.get(name)?.object;
    const after = repositoryIn(ground.state, repository).tags.get(name)?.object;
    if (from === after) continue;
    const ref = `refs/tags/${name}`;
    tellPush(ground, { by, repository, ref, before: from, after, forced: from !== undefined });
  }
}

function tagNamed(ground: Ground, by: Account, order: TagOrder): TagName {
  const { name, commit, message } = order;
  if (message === undefined) return { name, object: commit, kind: 'lightweight' };
  return { name, object: makeTagObject(ground, by, order), kind: 'annotated' };
}

/** Takes a tag back. */
export function deleteTag(ground: Ground, { by, repository }: TagPush, name: string): void {
  const before = repositoryIn(ground.state, repository).tags.get(name)?.object;
  if (before === undefined) return;
  ground.edit(repository, ({ tags }) => ({ tags: drop(tags, name) }));
  tellPush(ground, { by, repository, ref: `refs/tags/${name}`, before, after: undefined });
}
