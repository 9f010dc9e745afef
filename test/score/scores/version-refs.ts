import { readFile } from 'node:fs/promises';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { checkReferences } from '../../../src/version-refs/check-references.ts';
import type { Dependency } from '../../../src/version-refs/dependency.ts';
import { matcherOf } from '../../../src/version-refs/line-pattern.ts';
import { readDependencies } from '../../../src/version-refs/read-dependencies.ts';
import type { Files } from '../../../src/version-refs/repository.ts';
import { setVersions } from '../../../src/version-refs/set-versions.ts';
import { type ZeitgeistVerdict, zeitgeistVerdict } from '../../../src/version-refs/zeitgeist.ts';
import { allOf, type Result, type Score } from '../score.ts';

const CASES = z.object({
  files: z.record(z.string(), z.string()),
  check: z.array(
    z.object({
      name: z.string(),
      deps: z.array(z.unknown()).optional(),
      /** Items of the list as they are written. */
      raw: z.string().optional(),
      files: z.record(z.string(), z.string()).optional(),
      ok: z.boolean(),
      error: z.string().optional(),
    }),
  ),
  set_version: z.array(
    z.object({
      name: z.string(),
      file: z.string(),
      match: z.string(),
      old: z.string(),
      new: z.string(),
      expect: z.string(),
    }),
  ),
});

type Cases = z.output<typeof CASES>;

/** Where a case comes out otherwise than recorded, and how many were tried. */
interface Tried {
  readonly all: number;
  readonly misses: readonly string[];
}

/** Version references: what zeitgeist makes of them, and what it overlooks. */
export const score: Score = {
  about: 'version references judged as zeitgeist does, set as it does, and its traps found',

  async run(corpus): Promise<Result> {
    const folder = new URL('k8s/zeitgeist/', corpus);
    const cases = CASES.parse(JSON.parse(await text(folder, 'zeitgeist-cases.json')));
    const real = await realFiles(folder);
    const parts: readonly (readonly [string, Tried])[] = [
      ['verdicts as zeitgeist gives them', verdicts(cases)],
      ['versions set as zeitgeist sets them', settings(cases)],
      ['entries of real files that are read', await realEntries(folder)],
      ['real references that agree', agreements(real)],
      ['traps found that zeitgeist passes', traps(cases, real)],
    ];
    return {
      lines: parts.map(([what, { all, misses }]) => allOf(what, all - misses.length, all)),
      misses: parts.flatMap(([what, { misses }]) => misses.map((miss) => `${what}: ${miss}`)),
    };
  },
};

function verdicts(cases: Cases): Tried {
  return tried(cases.check, (each) => {
    const verdict = zeitgeistVerdict(declared(each), filesOf(cases, each));
    const expected = each.ok ? 'ok' : expectedOf(each.error);
    const isRight = expected === undefined ? verdict !== 'ok' : verdict === expected;
    return isRight ? undefined : `${each.name}: ${verdict}, not ${expected ?? 'refused'}`;
  });
}

/** The words that zeitgeist's own errors hold; without any, a refusal of whatever kind is right. */
function expectedOf(error: string | undefined): ZeitgeistVerdict | undefined {
  if (error === undefined) return undefined;
  if (error.includes('compiling regex')) return 'bad-pattern';
  return error.includes('not in sync') ? 'out-of-sync' : 'invalid';
}

function settings({ set_version }: Cases): Tried {
  return tried(set_version, ({ name, file, match, old, new: version, expect }) => {
    const deps = [{ name: 'app', version: old, refPaths: [{ path: 'file', match }] }];
    const from = 'dependencies.yaml';
    const files = new Map([
      [from, stringify({ dependencies: deps })],
      ['file', file],
    ]);
    const set = setVersions({ from, files }, [{ name: 'app', version }]);
    return set.files.get('file') === expect ? undefined : name;
  });
}

/** Every entry is read, and every pattern compiles. */
async function realEntries(folder: URL): Promise<Tried> {
  const names = ['promo-tools', 'kubernetes-release'];
  const texts = await Promise.all(names.map((name) => text(folder, `${name}.dependencies.yaml`)));
  const written = texts.flatMap((each): unknown[] => parse(each).dependencies);
  const read = texts.flatMap(dependenciesIn);
  const misses = read.flatMap(({ name, references }) =>
    references.flatMap(({ match }) => {
      const matcher = matcherOf(match);
      return 'trouble' in matcher ? [`${name}: ${matcher.trouble}`] : [];
    }),
  );
  const unread = written.slice(read.length).map((entry) => `not read: ${JSON.stringify(entry)}`);
  return { all: written.length, misses: [...misses, ...unread] };
}

/** The entries of promo-tools whose files are recorded, too. */
interface Real {
  readonly dependencies: readonly Dependency[];
  readonly files: Files;
}

async function realFiles(folder: URL): Promise<Real> {
  const names = ['VERSION', 'cloudbuild.yaml', 'workspace_status.sh'];
  const texts = names.map(async (name) => [name, await text(folder, name)] as const);
  const files = new Map(await Promise.all(texts));
  const all = dependenciesIn(await text(folder, 'promo-tools.dependencies.yaml'));
  const isHere = ({ path }: { path: string }) => files.has(path);
  return { dependencies: all.filter(({ references }) => references.every(isHere)), files };
}

function agreements({ dependencies, files }: Real): Tried {
  const { references, findings } = checkReferences(dependencies, files);
  return { all: references, misses: findings.map((finding) => JSON.stringify(finding)) };
}

/**
 * Whatever agrees is spoilt by a digit before the version and one behind it, or only
 * behind it. Where zeitgeist passes that, it has to be found here.
 */
function traps(cases: Cases, real: Real): Tried {
  const agreeing = cases.check
    .filter(({ ok }) => ok)
    .map((each) => ({
      dependencies: dependenciesIn(declared(each)),
      files: filesOf(cases, each),
    }));
  const passed = [...agreeing, real].flatMap(({ dependencies, files }) =>
    dependencies.flatMap((dependency) => spoilt(dependency, files).filter(isPassed)),
  );
  return tried(passed, ({ dependency, files }) => {
    const { findings } = checkReferences([dependency], files);
    const isFound = findings.length > 0 && findings.every(({ problem }) => problem === 'trap');
    return isFound ? undefined : `${dependency.name}: ${JSON.stringify(findings)}`;
  });
}

interface Spoilt {
  readonly dependency: Dependency;
  readonly files: Files;
}

function spoilt(dependency: Dependency, files: Files): readonly Spoilt[] {
  const { version } = dependency;
  return [`1${version}0`, `${version}4`].map((longer) => ({
    dependency,
    files: new Map([...files].map(([path, each]) => [path, each.replaceAll(version, longer)])),
  }));
}

function isPassed({ dependency: { name, version, references }, files }: Spoilt): boolean {
  const refPaths = references.map(({ path, match }) => ({ path, match }));
  const yaml = stringify({ dependencies: [{ name, version, refPaths }] });
  return zeitgeistVerdict(yaml, files, '0.5.4') === 'ok';
}

function declared({ deps, raw }: Cases['check'][number]): string {
  return raw === undefined ? stringify({ dependencies: deps }) : `dependencies:\n${raw}\n`;
}

function filesOf(cases: Cases, each: Cases['check'][number]): Files {
  return new Map(Object.entries({ ...cases.files, ...each.files }));
}

function dependenciesIn(yaml: string): readonly Dependency[] {
  const read = readDependencies(yaml);
  return 'dependencies' in read ? read.dependencies : [];
}

function tried<T>(all: readonly T[], missOf: (each: T) => string | undefined): Tried {
  return { all: all.length, misses: all.flatMap((each) => missOf(each) ?? []) };
}

function text(folder: URL, name: string): Promise<string> {
  return readFile(new URL(name, folder), 'utf8');
}
