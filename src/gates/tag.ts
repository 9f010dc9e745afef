import { z } from 'zod';
import { list, say } from '../domain/prose.ts';
import { fail, gravest, type Verdict } from '../domain/verdict.ts';
import type { People, TagName, TagObject, Tags } from '../plugin/forge.ts';
import { defineGate } from '../plugin/gate.ts';
import { groupName } from '../plugin/options.ts';
import type { Ports } from '../plugin/ports.ts';
import { type ReleaseView, tagged } from '../plugin/release-view.ts';
import type { KeyHolder, SignatureFinding } from '../plugin/signatures.ts';
import { resembles } from '../versions/tag-pattern.ts';
import { type FoundTag, judgeTag } from './tag/judge-tag.ts';

const options = z.object({
  'signed-by': groupName()
    .optional()
    .describe('The group of whose keys one must have signed it. Default: it need not be signed.'),
  changelog: z
    .boolean()
    .default(true)
    .describe('Whether its message must name every pull request of the changelog.'),
});

type Options = z.output<typeof options>;

type TagPorts = Pick<Ports, 'signatures' | 'groups'> & {
  readonly forge: { readonly tags: Tags; readonly people: Pick<People, 'signingKeys'> };
};

/** Opens when every artifact's tag is annotated, signed by one of ours, and on the approved commit. */
export default defineGate({
  name: 'tag',
  verb: 'check',
  title: 'Every git tag is annotated, signed by an owner, and on the approved commit',
  options,

  async observe(release, wanted, ports: TagPorts) {
    const all = await ports.forge.tags.all();
    const names = tagged(release.release.artifacts).map(({ tag }) => tag);
    // Asked once for all tags, and only where there is a signature to check.
    let known: Promise<readonly KeyHolder[]> | undefined;
    const holders = (group: string) => {
      known ??= holdersIn(group, release, ports);
      return known;
    };
    const found = await Promise.all(
      names.map((name) => lookAt(name, all, { release, wanted, ports, holders })),
    );
    const { commit, changes } = release.candidate;
    return { found, commit, pulls: changes.map(({ number }) => number) };
  },

  judge({ found, commit, pulls }, { 'signed-by': signedBy, changelog }): Verdict {
    if (found.length === 0) return fail(say`no artifact of this release has a tag`);
    const verdicts = found.map((tag) =>
      judgeTag(tag, { signedBy, changelog }, { commit, changes: pulls }),
    );
    const worst = gravest(verdicts.map(({ state }) => state));
    const first = verdicts.find(({ state }) => state === worst);
    return {
      state: worst,
      reason: worst === 'pass' ? list(verdicts.map(({ reason }) => reason)) : (first?.reason ?? []),
      evidence: [{ title: say`Tags`, lines: verdicts.map(({ reason }) => reason) }],
      advice: verdicts.flatMap(({ advice = [] }) => advice),
      facts: found.flatMap(({ name, ref }, index) => {
        const settle = verdicts[index]?.state === 'pass' ? ('pin' as const) : ('watch' as const);
        return ref === undefined ? [] : [{ key: `tag:${name}`, value: ref.object, settle }];
      }),
    };
  },
});

interface Looking {
  readonly release: ReleaseView;
  readonly wanted: Options;
  readonly ports: TagPorts;
  /** Whoever was in the group at the opening and is now, with their keys. */
  holders(group: string): Promise<readonly KeyHolder[]>;
}

async function lookAt(name: string, all: readonly TagName[], looking: Looking): Promise<FoundTag> {
  const ref = all.find((tag) => tag.name === name);
  const { forge } = looking.ports;
  const object = ref?.kind === 'annotated' ? await forge.tags.object(ref.object) : undefined;
  const signature =
    object?.signed === undefined ? undefined : await checkSignature(object.signed, looking);
  const misnamed = ref === undefined ? await misspelt(name, all, looking) : [];
  return { name, ref, object, signature, misnamed };
}

async function checkSignature(
  signed: NonNullable<TagObject['signed']>,
  { wanted, ports, holders }: Looking,
): Promise<SignatureFinding | undefined> {
  const group = wanted['signed-by'];
  if (group === undefined) return undefined;
  return ports.signatures.verify(signed, await holders(group));
}

async function holdersIn(
  group: string,
  { rosters }: ReleaseView,
  { forge, groups }: TagPorts,
): Promise<readonly KeyHolder[]> {
  const then = new Set((rosters[group] ?? []).map(({ id }) => id));
  const now = await groups.members(group);
  return Promise.all(
    now
      .filter(({ id }) => then.has(id))
      .map(async (person) => ({ person, ...(await forge.people.signingKeys(person.login)) })),
  );
}

async function misspelt(
  name: string,
  all: readonly TagName[],
  { release, ports }: Looking,
): Promise<readonly string[]> {
  const expected = new Set(tagged(release.release.artifacts).map(({ tag }) => tag));
  const close = all.filter((tag) => resembles(tag.name, name) && !expected.has(tag.name));
  const targets = await Promise.all(
    close.map(async (tag) =>
      tag.kind === 'lightweight'
        ? tag.object
        : (await ports.forge.tags.object(tag.object)).target.id,
    ),
  );
  return close
    .filter((_, index) => targets[index] === release.candidate.commit)
    .map((tag) => tag.name);
}
