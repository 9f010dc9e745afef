import type { Process } from '../domain/process.ts';
import type { Artifact, Person } from '../domain/release.ts';
import type { Forge, TagName } from '../plugin/forge.ts';
import type { Site } from '../plugin/place.ts';
import { versionIn } from '../versions/tag-pattern.ts';
import type { Engine } from './engine.ts';
import { currentGroups, everyMember } from './groups.ts';
import { joinRelease } from './join.ts';
import { openRelease } from './open-release.ts';
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
  if (fresh.length > 0) await openFor(engine, site, fresh);
  await sites.setKnownTags(
    site.repository.id,
    tags.map(({ name }) => name),
  );
}

async function openFor(engine: Engine, site: Site, tags: readonly TagName[]): Promise<void> {
  const found = await processOf(engine, site);
  if ('refusal' in found) return;
  const forge = engine.outside.forgeAt(site);
  for (const { artifacts, commit, object } of await groupsOf(forge, tags, found.process)) {
    if (await isKnown(engine, site, artifacts)) continue;
    if (await joinRelease(engine, site, { artifacts, commit })) continue;
    const by = await signerOf(engine, forge, { object, process: found.process });
    await openRelease(engine, { site, ...found, artifacts, commit, by });
  }
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
  const targets = await Promise.all(
    matching.map(async ({ tag }) =>
      tag.kind === 'lightweight' ? tag.object : (await forge.tags.object(tag.object)).target.id,
    ),
  );
  return [...new Set(targets)].map((commit) => {
    const here = matching.filter((_, index) => targets[index] === commit);
    return {
      commit,
      artifacts: artifacts.flatMap(
        ({ name }) => here.find(({ artifact }) => artifact.name === name)?.artifact ?? [],
      ),
      object: here.find(({ tag }) => tag.kind === 'annotated')?.tag.object,
    };
  });
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
