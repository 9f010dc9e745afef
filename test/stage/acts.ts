import { wire } from '../registry/wire.ts';
import type { Login } from './accounts.ts';
import type { TagWish } from './person.ts';
import { look, trackingIssue } from './scene.ts';
import { LISTS, PROJECT, STAGED_CHART, STAGED_IMAGE } from './scenery.ts';
import type { Act } from './script.ts';
import type { Stage } from './stage.ts';

type Play = (stage: Stage, parts: readonly string[], text: string) => Promise<void>;

const WHO = '(alice|bob|carol|mallory|reviewer)';

/** What a story can make people and machines do, each with the words for it. */
const ACTS: readonly (readonly [RegExp, Play])[] = [
  [
    new RegExp(`^${WHO} opens an issue “(.+)”$`),
    async (stage, [who, title = ''], body) => {
      await person(stage, who).openIssue({ title, body });
    },
  ],
  [
    new RegExp(`^${WHO} files the form “(.+)”$`),
    async (stage, [who, title = ''], body) => {
      await person(stage, who).openIssue({ title, body, labels: ['release-proposal'] });
    },
  ],
  [
    new RegExp(`^${WHO} says(?: on “(.+)”)?$`),
    async (stage, [who, title], text) => {
      await person(stage, who).say(await issueNamed(stage, title), await filled(stage, text));
    },
  ],
  [
    new RegExp(`^${WHO} changes (?:her|his) last comment to$`),
    async (stage, [who = ''], text) => {
      await person(stage, who).editComment(await lastCommentOf(stage, who), text);
    },
  ],
  [
    new RegExp(`^${WHO} deletes (?:her|his) last comment$`),
    async (stage, [who = '']) => {
      await person(stage, who).deleteComment(await lastCommentOf(stage, who));
    },
  ],
  [
    new RegExp(`^${WHO} merges “(.+)”$`),
    async (stage, [who, title = '']) => {
      const pull = (await look(stage)).threads.find(
        (each) => each.diff !== undefined && each.title.includes(title),
      );
      if (pull === undefined) throw new Error(`there is no pull request “${title}”`);
      await person(stage, who).merge(pull.repository, pull.number);
    },
  ],
  [
    new RegExp(
      `^${WHO} (signs|forces) the tags? (.+?)( without a signature| as a lightweight tag)?$`,
    ),
    pushTags,
  ],
  [
    new RegExp(`^${WHO} deletes the tags? (.+)$`),
    async (stage, [who, names = '']) => {
      for (const name of namesIn(names)) await person(stage, who).deleteTag(name);
    },
  ],
  [
    new RegExp(`^${WHO} commits “(.+)”$`),
    async (stage, [who = '', message = ''], content) => {
      await stage.forge.commit(PROJECT, {
        files: { 'docs/news.md': `${content}\n` },
        message,
        author: who,
      });
    },
  ],
  [
    new RegExp(`^${WHO} publishes the draft (.+)$`),
    async (stage, [who, tag = '']) => person(stage, who).publishRelease(tag),
  ],
  [
    /^the image (.+) is built again$/,
    async (stage, [version = '']) => stage.builder.rebuildImage(version),
  ],
  [
    /^webhooks get lost$/,
    async (stage) => {
      stage.forge.faults.add({ on: {}, kind: 'lose-hook', times: Number.POSITIVE_INFINITY });
    },
  ],
  [/^the promotion job pauses$/, ({ job }) => job.pause()],
  [/^the promotion job goes on$/, ({ job }) => job.resume()],
  [/^the promotion job fails next time$/, ({ job }) => job.break()],
  [
    /^Ringmaster (crashes|stops) and starts again$/,
    async (stage, [how]) => stage.restart(how === 'crashes' ? 'kill' : 'stop'),
  ],
];

/** Plays one act. */
export async function play(stage: Stage, act: Act): Promise<void> {
  for (const [pattern, perform] of ACTS) {
    const [, ...parts] = pattern.exec(act.line) ?? [];
    if (pattern.test(act.line)) return perform(stage, parts, act.text);
  }
  throw new Error(`line ${act.number}: nobody knows how to play “${act.line}”`);
}

async function pushTags(
  stage: Stage,
  [who, verb, names = '', how = '']: readonly string[],
  message: string,
): Promise<void> {
  const kind = how.includes('lightweight')
    ? 'lightweight'
    : how.includes('without')
      ? 'annotated'
      : 'signed';
  const wishes = namesIn(names).map(
    (name): TagWish => ({ name, message, kind, force: verb === 'forces' }),
  );
  await person(stage, who).pushTags(wishes);
}

function person(stage: Stage, who: string | undefined) {
  const login = LOGINS.find((each) => each === who);
  if (login === undefined) throw new Error(`there is nobody called ${who}`);
  return stage.person(login);
}

const LOGINS: readonly Login[] = ['alice', 'bob', 'carol', 'mallory', 'reviewer'];

function namesIn(names: string): readonly string[] {
  return names.split(/, | and /);
}

/** The issue with a title, or the tracking issue that was opened last. */
async function issueNamed(stage: Stage, title: string | undefined): Promise<number> {
  const scene = await look(stage);
  const found =
    title === undefined
      ? trackingIssue(scene)
      : scene.threads.findLast(
          (each) => each.repository === PROJECT && each.diff === undefined && each.title === title,
        );
  if (found === undefined) throw new Error(`there is no issue ${title ?? 'that tracks a release'}`);
  return found.number;
}

async function lastCommentOf(stage: Stage, who: string): Promise<number> {
  const { threads } = await look(stage);
  const comments = threads
    .filter(({ repository }) => repository !== LISTS)
    .flatMap((thread) => thread.comments.filter(({ author }) => author === who));
  const last = comments.toSorted((a, b) => a.id - b.id).at(-1);
  if (last === undefined) throw new Error(`${who} has said nothing yet`);
  return last.id;
}

const ACCEPT = {
  accept: 'application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json',
};

/** Puts in what only the stage knows: `‹digest of chart 0.1.0›`. */
async function filled(stage: Stage, text: string): Promise<string> {
  const [asked, what = '', version = ''] = /‹digest of (image|chart) (\S+)›/.exec(text) ?? [];
  if (asked === undefined) return text;
  const path = what === 'chart' ? STAGED_CHART : STAGED_IMAGE;
  const tag = what === 'chart' ? version : `v${version}`;
  const { headers, body } = await wire(stage.staging, path).send({
    method: 'HEAD',
    rest: `manifests/${tag}`,
    headers: ACCEPT,
  });
  await body.dump();
  return text.replace(
    asked,
    String(headers['docker-content-digest']).slice(0, 'sha256:'.length + 12),
  );
}
