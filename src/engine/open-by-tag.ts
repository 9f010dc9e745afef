import { messageOf, RingmasterError } from '../domain/errors.ts';
import type { Process } from '../domain/process.ts';
import type { Artifact, Person } from '../domain/release.ts';
import type { Forge, TagName } from '../plugin/forge.ts';
import type { Site } from '../plugin/place.ts';
import { versionIn } from '../versions/tag-pattern.ts';
import type { Engine } from './engine.ts';
import { currentGroups, everyMember } from './groups.ts';
import { joinRelease } from './join.ts';
import { type Opening, openRelease } from './open-release.ts';
import { processOf } from './process-file.ts';
import { artifactAt } from './proposal-versions.ts';

/**
 * Opens releases for tags that were pushed before anybody proposed one: all
 * matching tags of one commit make one release. Tags that were there when a
 * repository was first seen are history, but for the one whose push led here.
 */
export async function openByTags(
  engine: Engine,
  site: Site,
  pushed: string | undefined,
): Promise<void> {
  const { sites } = engine.store;
  const forge = engine.outside.forgeAt(site);
  const known = await sites.knownTags(site.repository.id);
  const tags = await tagsThatAre(forge, known ?? []);
  const fresh = tags.filter(({ name }) =>
    known === undefined ? name === pushed : !known.includes(name),
  );
  const failures = fresh.length > 0 ? await openFor(engine, site, fresh) : [];
  const failed = new Set(failures.flatMap(({ tags: names }) => names));
  await sites.setKnownTags(
    site.repository.id,
    tags.map(({ name }) => name).filter((name) => !failed.has(name)),
  );
  const passing = failures.find(({ error }) => error instanceof RingmasterError && error.retry);
  if (passing !== undefined) throw passing.error;
}

/**
 * A list that is read page by page may miss one, and what it misses would be taken
 * for new later: what was known and is gone is asked for once more.
 */
async function tagsThatAre(
  { tags }: Pick<Forge, 'tags'>,
  known: readonly string[],
): Promise<readonly TagName[]> {
  const first = await tags.all({ canWait: true });
  const listed = new Set(first.map(({ name }) => name));
  if (known.every((name) => listed.has(name))) return first;
  const again = (await tags.all({ canWait: true })).filter(({ name }) => !listed.has(name));
  return [...first, ...again];
}

/** Tags that no release could be opened for; they stay unknown, so that the next look tries again. */
interface Failure {
  readonly tags: readonly string[];
  readonly error: unknown;
}

/** What goes wrong with the tags of one commit does not hold up those of another. */
async function openFor(
  engine: Engine,
  site: Site,
  tags: readonly TagName[],
): Promise<readonly Failure[]> {
  const found = await processOf(engine, site);
  if ('refusal' in found) return [];
  const forge = engine.outside.forgeAt(site);
  const failures: Failure[] = [];
  for (const group of await groupsOf(forge, tags, found.process)) {
    try {
      await openGroup(engine, { site, ...found }, group);
    } catch (error) {
      const about = { repository: site.repository.id, tags: group.tags, error: messageOf(error) };
      engine.log.warn('no release could be opened for tags', about);
      failures.push({ tags: group.tags, error });
    }
  }
  return failures;
}

async function openGroup(
  engine: Engine,
  at: Pick<Opening, 'site' | 'process' | 'pinned'>,
  { artifacts: all, commit, object }: TagGroup,
): Promise<void> {
  const { site, process } = at;
  const artifacts = await unknownOf(engine, site, all);
  if (artifacts.length === 0) return;
  if (await joinRelease(engine, site, { artifacts, commit })) return;
  const by = await signerOf(engine, engine.outside.forgeAt(site), { object, process });
  await openRelease(engine, { ...at, artifacts, commit, by });
}

/** Artifacts in versions that no release has taken yet: one of a group may have been proposed before. */
async function unknownOf(
  { store }: Engine,
  { repository }: Site,
  artifacts: readonly Artifact[],
): Promise<readonly Artifact[]> {
  const releases = await Promise.all(
    artifacts.map(({ name, version }) => store.releases.byArtifact(repository.id, name, version)),
  );
  return artifacts.filter((_, index) => releases[index] === undefined);
}

interface TagGroup {
  readonly tags: readonly string[];
  readonly commit: string;
  readonly artifacts: readonly Artifact[];
  /** One tag object of the group; undefined where all are lightweight. */
  readonly object: string | undefined;
}

async function groupsOf(
  forge: Forge,
  tags: readonly TagName[],
  { artifacts }: Process,
): Promise<readonly TagGroup[]> {
  const matching = tags.flatMap((tag) =>
    artifacts.flatMap((template) => {
      const version = versionIn(tag.name, template.tag ?? '');
      return version === undefined ? [] : [{ tag, artifact: artifactAt(template, version) }];
    }),
  );
  const commits = await Promise.all(matching.map(({ tag }) => commitOf(forge, tag)));
  return [...new Set(commits)].flatMap((commit) => {
    if (commit === undefined) return [];
    const here = matching.filter((_, index) => commits[index] === commit);
    return {
      tags: here.map(({ tag }) => tag.name),
      commit,
      artifacts: artifacts.flatMap(
        ({ name }) => here.find(({ artifact }) => artifact.name === name)?.artifact ?? [],
      ),
      object: here.find(({ tag }) => tag.kind === 'annotated')?.tag.object,
    };
  });
}

/** Undefined for a tag on anything else, such as the keys that some projects keep as a tagged file. */
async function commitOf(
  { code, tags }: Forge,
  { kind, object }: TagName,
): Promise<string | undefined> {
  if (kind === 'lightweight') return code.commit(object);
  const { target } = await tags.object(object);
  return target.kind === 'commit' ? target.id : undefined;
}

/** Whoever signed the tag proposed the release, and does not count towards it. */
async function signerOf(
  engine: Engine,
  forge: Forge,
  { object, process }: { readonly object: string | undefined; readonly process: Process },
): Promise<Person | undefined> {
  const tag = object === undefined ? undefined : await forge.tags.object(object);
  if (tag?.signed === undefined) return undefined;
  const members = await everyMember(process, currentGroups(process, forge));
  const holders = await Promise.all(
    members.map(async (person) => ({ person, ...(await forge.people.signingKeys(person.login)) })),
  );
  const finding = await engine.outside.signatures.verify(tag.signed, holders);
  return finding.state === 'good' ? finding.by : undefined;
}
