import { parseArgs } from 'node:util';
import { type Digest, isDigest } from '../../domain/digest.ts';
import { messageOf } from '../../domain/errors.ts';
import { parseReference } from '../../images/reference.ts';
import { type AskedTag, imageTagIn } from '../../images/tag-spelling.ts';
import type { Target } from '../../plugin/proposals.ts';
import { Misuse } from '../../terminal.ts';

/** What somebody asked to be promoted, and how far to go. */
export interface Wish {
  readonly project: string;
  readonly tags: readonly AskedTag[];
  /** Names in the list; none: those that the list holds. */
  readonly images: readonly string[];
  /** None: whatever the tags name. */
  readonly digests: readonly Digest[];
  /** None: those of the version before. */
  readonly platforms: readonly string[];
  /** HOST/PATH; undefined: as the promoter manifest says, else by convention. */
  readonly staging: string | undefined;
  readonly production: string | undefined;
  /** The repository of the list. */
  readonly target: Target;
  readonly list: string;
  /** Undefined: the one of whoever the token belongs to. */
  readonly fork: Target | undefined;
  /** A list in a local file, which is edited in place of the one on GitHub. */
  readonly file: string | undefined;
  /** Whom the pull request mentions, each with `@`. */
  readonly reviewers: readonly string[];
  readonly isHeld: boolean;
  /** `look` changes nothing. */
  readonly act: 'look' | 'propose' | 'edit';
  readonly isAgreed: boolean;
  readonly isJson: boolean;
}

const TARGET = 'kubernetes/k8s.io';

/** Who is asked by the tool that kubernetes/k8s.io's contributors know. */
const REVIEWERS = '@kubernetes/release-engineering';

const text = { type: 'string' } as const;
const texts = { type: 'string', multiple: true, default: [] as string[] } as const;
const flag = { type: 'boolean', default: false } as const;

const OPTIONS = {
  project: text,
  tag: { ...texts, short: 't' },
  image: texts,
  digest: texts,
  platform: texts,
  'staging-repo': text,
  production: text,
  to: text,
  list: text,
  fork: text,
  reviewers: text,
  'no-hold': flag,
  'list-file': text,
  'pull-request': flag,
  'dry-run': flag,
  yes: { ...flag, short: 'y' },
  json: flag,
} as const;

/**
 * Reads the options of `promote`.
 * @throws Misuse where something is missing, or can never be meant.
 */
export function readWish(args: readonly string[]): Wish {
  const { values } = parseArgs({ args: [...args], options: OPTIONS });
  const { project } = values;
  if (project === undefined)
    throw new Misuse('--project is missing: the name that staging has it under');
  const to = values.to ?? TARGET;
  return {
    project: checked('--project', project, /^[a-z0-9][a-z0-9._-]*$/),
    tags: asked(values.tag),
    images: split(values.image),
    digests: split(values.digest).map(asDigest),
    platforms: split(values.platform).map((each) =>
      checked('--platform', each, /^[a-z0-9]+\/[\w./-]+$/),
    ),
    staging: place('--staging-repo', values['staging-repo']),
    production: values.production === undefined ? undefined : home(values.production),
    target: repository('--to', to),
    list: checked(
      '--list',
      values.list ?? `registry.k8s.io/images/k8s-staging-${project}/images.yaml`,
      PATH,
    ),
    fork: values.fork === undefined ? undefined : fork(values.fork, to),
    file: values['list-file'],
    reviewers: mentioned(values.reviewers ?? (values.to === undefined ? REVIEWERS : '')),
    isHeld: !values['no-hold'],
    act: actOf(values),
    isAgreed: values.yes,
    isJson: values.json,
  };
}

const PATH = /^[\w@+-][\w.@+-]*(?:\/[\w.@+-]+)*$/;

/** Commas part several values of one option, as they do in kpromo. */
function split(written: readonly string[]): string[] {
  const all = written.flatMap((each) => each.split(',')).map((each) => each.trim());
  return [...new Set(all.filter((each) => each !== ''))];
}

function asked(written: readonly string[]): AskedTag[] {
  const tags = split(written).map((each) => {
    const tag = imageTagIn(checked('--tag', each, /^[\w./-]+$/));
    if (tag === undefined) throw new Misuse(`--tag: "${each}" cannot be a tag of an image`);
    if (tag === 'latest')
      throw new Misuse(
        '--tag: "latest" moves from image to image, and is never promoted: name a version',
      );
    return { asked: each, tag };
  });
  if (tags.length === 0)
    throw new Misuse('--tag is missing: the version to promote, such as v0.2.0');
  return tags;
}

function asDigest(written: string): Digest {
  if (isDigest(written)) return written;
  throw new Misuse(`--digest: "${written}" is not "sha256:" and 64 digits`);
}

function checked(option: string, written: string, form: RegExp): string {
  if (form.test(written) && !written.split('/').includes('..')) return written;
  throw new Misuse(`${option}: "${written}" is not written as such a thing is`);
}

function repository(option: string, written: string): Target {
  const [owner = '', name = ''] = checked(option, written, /^[\w.-]+\/[\w.-]+$/).split('/');
  return { owner, name };
}

/** An owner alone has a fork of the same name. */
function fork(written: string, to: string): Target {
  return repository('--fork', written.includes('/') ? written : `${written}/${to.split('/')[1]}`);
}

function place(option: string, written: string | undefined): string | undefined {
  if (written === undefined) return undefined;
  try {
    const { host, path, tag, digest } = parseReference(written);
    if (tag === undefined && digest === undefined) return `${host}/${path}`;
  } catch (error) {
    throw new Misuse(`${option}: ${messageOf(error)}`);
  }
  throw new Misuse(
    `${option}: "${written}" names an image, and not where a project's images stand`,
  );
}

/** Production may begin right at the host, as that of Kubernetes' own images does. */
function home(written: string): string | undefined {
  return place('--production', `${written}/image`)?.slice(0, -'/image'.length);
}

function mentioned(written: string): string[] {
  return written
    .split(/[\s,]+/)
    .filter((each) => each !== '')
    .map((each) => `@${checked('--reviewers', each.replace(/^@/, ''), /^[\w-]+(?:\/[\w.-]+)?$/)}`);
}

function actOf(values: {
  readonly 'list-file'?: string | undefined;
  readonly 'pull-request': boolean;
  readonly 'dry-run': boolean;
}): Wish['act'] {
  const isFile = values['list-file'] !== undefined;
  if (isFile && values['pull-request'])
    throw new Misuse(
      '--list-file edits a file of yours, --pull-request opens one elsewhere: choose one',
    );
  if (values['dry-run'] && values['pull-request'])
    throw new Misuse('--dry-run and --pull-request: choose one');
  if (values['dry-run']) return 'look';
  if (isFile) return 'edit';
  return values['pull-request'] ? 'propose' : 'look';
}
