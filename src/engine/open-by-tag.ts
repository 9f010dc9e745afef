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
 * repository was first seen are history.
 */
export async function openByTags(engine: Engine, site: Site): Promise<void> {
  const { sites } = engine.store;
  const tags = await engine.outside.forgeAt(site).tags.all();
  const known = await sites.knownTags(site.repository.id);
  const fresh = known === undefined ? [] : tags.filter(({ name }) => !known.includes(name));
  const failures = fresh.length > 0 ? await openFor(engine, site, fresh) : [];
  const failed = new Set(failures.flatMap(({ tags: names }) => names));
  await sites.setKnownTags(
    site.repository.id,
    tags.map(({ name }) => name).filter((name) => !failed.has(name)),
  );
  const passing = failures.find(({ error }) => error instanceof RingmasterError && error.retry);
  if (passing !== undefined) throw passing.error;
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
  { artifacts, commit, object }: TagGroup,
): Promise<void> {
  const { site, process } = at;
  if (await isKnown(engine, site, artifacts)) return;
  if (await joinRelease(engine, site, { artifacts, commit })) return;
  const by = await signerOf(engine, engine.outside.forgeAt(site), { object, process });
  await openRelease(engine, { ...at, artifacts, commit, by });
}

async function isKnown(
  { store }: Engine,
  site: Site,
  artifacts: readonly Artifact[],
): Promise<boolean> {
  for (const { name, version } of artifacts)
    if ((await store.releases.byArtifact(site.repository.id, name, version)) !== undefined)
      return true;
  return false;
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
