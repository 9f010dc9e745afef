import { z } from 'zod';
import { code, type Prose, say } from '../domain/prose.ts';
import { fail, pass, type Verdict } from '../domain/verdict.ts';
import type { Code } from '../plugin/forge.ts';
import { defineGate } from '../plugin/gate.ts';
import type { ReleaseView } from '../plugin/release-view.ts';
import { plainReference } from '../version-refs/plain-reference.ts';
import { repositoryPath } from '../version-refs/repository-path.ts';
import { lookAtDeclared } from './version-refs/declared.ts';
import type { Read } from './version-refs/looking.ts';
import { lookAtPlain } from './version-refs/plain.ts';
import {
  declaredTroubles,
  exhibit,
  heldLines,
  plainTrouble,
  summary,
} from './version-refs/sentences.ts';
import { versionsOf } from './version-refs/versions.ts';

const FROM = 'dependencies.yaml';

const path = z.string().refine((text) => 'path' in repositoryPath(text), {
  message: 'a file inside the repository',
});
const plainFile = z.string().refine((text) => 'reference' in plainReference(text), {
  message: 'a file such as VERSION, or a value such as Chart.yaml:appVersion',
});

const options = z.object({
  from: path
    .optional()
    .describe(
      `The file that declares versions and where they are written, in zeitgeist's form. Default: \`${FROM}\`, or none where \`files\` are named.`,
    ),
  names: z
    .array(z.string().min(1))
    .optional()
    .describe(
      "Its entries that must say this release's version; `[]` for none. Default: those that said the last release's version at its commit, and at least one.",
    ),
  version: z
    .string()
    .min(1)
    .optional()
    .describe(
      'The version that they must say, with or without a `v`. Default: that of the artifact whose line it is, as its version, tag or image tag.',
    ),
  files: z
    .array(plainFile)
    .min(1)
    .max(100)
    .optional()
    .describe(
      'Files that say the version by themselves, such as `VERSION`, `Chart.yaml:appVersion` or `cloudbuild.yaml:_IMG_VERSION`.',
    ),
  lines: z
    .enum(['every', 'some'])
    .default('every')
    .describe(
      'Whether `every` line that matches must hold the version, as zeitgeist asks now, or only `some` line, as it asked up to 0.5.4.',
    ),
});

type Options = z.output<typeof options>;

/** Opens when every reference holds its version, and the release's own entries say this release's. */
export default defineGate({
  name: 'version-refs',
  verb: 'check',
  title: 'Every place that names a version names the right one',
  options,

  async observe(release: ReleaseView, wanted: Options, { forge: { code: files } }: VersionPorts) {
    const versions = versionsOf(release.artifact, wanted.version);
    const from = wanted.from ?? (wanted.files === undefined ? FROM : undefined);
    const read = readingOnce(files, release.candidate.commit);
    const plain = await lookAtPlain(wanted.files ?? [], versions, read);
    if (from === undefined) return { versions, plain };
    return {
      versions,
      plain,
      declared: await lookAtDeclared({ release, from, wanted, versions, read }),
    };
  },

  judge({ versions, plain, declared }): Verdict {
    const troubles: readonly Prose[] = [
      ...(declared === undefined ? [] : declaredTroubles(declared, versions)),
      ...plain.filter(({ isRight }) => !isRight).map((each) => plainTrouble(each, versions)),
    ];
    const hidden = declared?.report?.more ?? 0;
    if (troubles.length > 0) return wrong(troubles, hidden);
    const references = (declared?.report?.references ?? 0) + plain.length;
    if (references === 0) return fail(say`nothing says where a version is written`);
    return pass(summary(plain, declared), {
      evidence: [exhibit(say`What they say`, heldLines(plain, declared))],
    });
  },
});

interface VersionPorts {
  readonly forge: { readonly code: Pick<Code, 'file'> };
}

/** Reads each file once, for one file may be named in several ways. */
function readingOnce(files: Pick<Code, 'file'>, candidate: string): Read {
  const known = new Map<string, ReturnType<Read>>();
  return (name, commit = candidate) => {
    const key = `${commit}:${name}`;
    const text = known.get(key) ?? files.file(commit, name).then((file) => file?.text);
    known.set(key, text);
    return text;
  };
}

function wrong(troubles: readonly Prose[], hidden: number): Verdict {
  const [first = []] = troubles;
  const count = troubles.length + hidden;
  return fail(count === 1 ? first : say`${count} things are wrong; the first: ${first}`, {
    evidence: count === 1 ? [] : [exhibit(say`What is wrong`, troubles, hidden)],
    advice: [say`correct them on the default branch, then an owner says ${code('/rc')}`],
  });
}
