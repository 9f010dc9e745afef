import { z } from 'zod';
import type { ArtifactTemplate, GroupSource, Process, Ring, Step } from '../domain/process.ts';
import { parseDuration } from '../domain/time.ts';
import type { Plugins } from '../plugin/load.ts';
import { complaints } from './complaints.ts';
import { type Path, type Problem, readDocument, type SourceDocument } from './document.ts';
import { promoterProblems, ringProblems } from './promotion.ts';
import { checkReferences } from './references.ts';
import { processShape } from './schema.ts';
import { readStep } from './steps.ts';
import { templateProblems } from './templates.ts';

export type ReadResult =
  | { readonly process: Process }
  | { readonly problems: readonly [Problem, ...Problem[]] };

/** Reads a process file. Every mistake is answered at once, each where it stands. */
export function readProcess(text: string, plugins: Plugins): ReadResult {
  const source = readDocument(text);
  if (isFilled(source.problems)) return { problems: source.problems };
  const shape = processShape.safeParse(source.data);
  if (!shape.success) {
    const problems = shape.error.issues.flatMap((issue) =>
      complaints([issue], source, { under: [], known: knownKeys(issue.path) }),
    );
    return { problems: filled([...problems, ...stepProblems(source, plugins)], source) };
  }
  return build(shape.data, source, plugins);
}

const list = z.array(z.unknown()).catch([]);
const ring = z.object({ steps: list, promote: list }).catch({ steps: [], promote: [] });
/** Where steps may stand, in whatever else is wrong around them. */
const STEPS = z.object({ rings: z.record(z.string(), ring).catch({}), steps: list });

/** What is wrong with single steps, when the file around them is wrong too. */
function stepProblems(source: SourceDocument, plugins: Plugins): readonly Problem[] {
  const found = STEPS.safeParse(source.data);
  if (!found.success) return [];
  const { rings, steps } = found.data;
  const lists: readonly (readonly [Path, readonly unknown[]])[] = [
    [['steps'], steps],
    ...Object.entries(rings).flatMap(([name, { steps: own, promote }]) => [
      [['rings', name, 'steps'], own] as const,
      [['rings', name, 'promote'], promote] as const,
    ]),
  ];
  return lists.flatMap(([under, written]) =>
    written.flatMap((each, index) => {
      const result = readStep(each, { source, path: [...under, index], plugins });
      return 'problems' in result ? result.problems : [];
    }),
  );
}

type Shape = z.output<typeof processShape>;

function build(shape: Shape, source: SourceDocument, plugins: Plugins): ReadResult {
  const paths = new Map<Step, Path>();
  const problems: Problem[] = [];
  const steps = (written: readonly unknown[], under: Path) =>
    written.flatMap((each, index) => {
      const path = [...under, index];
      const result = readStep(each, { source, path, plugins });
      if ('problems' in result) problems.push(...result.problems);
      else paths.set(result.step, path);
      return 'step' in result ? [result.step] : [];
    });
  const rings = ringsOf(shape, steps);
  const promoters = rings.flatMap(({ promote }) => promote);
  problems.push(
    ...ringProblems(shape, source),
    ...templateProblems(shape.artifacts, source),
    ...promoters.flatMap((step) => promoterProblems(step, source, paths.get(step) ?? [])),
  );
  const process = { ...heading(shape), rings: unambiguous(rings, paths) };
  problems.push(...checkReferences(process, { source, paths, plugins }));
  return isFilled(problems) ? { problems } : { process };
}

type ReadSteps = (written: readonly unknown[], under: Path) => readonly Step[];

function ringsOf({ product, rings, steps }: Shape, read: ReadSteps): readonly Ring[] {
  if (rings === undefined)
    return [{ name: product, steps: read(steps ?? [], ['steps']), promote: [] }];
  return Object.entries(rings).map(([name, ring]) => ({
    name,
    steps: read(ring.steps, ['rings', name, 'steps']),
    promote: Array.isArray(ring.promote) ? read(ring.promote, ['rings', name, 'promote']) : [],
  }));
}

/** A step that has its namesake in an earlier ring is called `ring/step`. */
function unambiguous(rings: readonly Ring[], paths: Map<Step, Path>): readonly Ring[] {
  const taken = new Set<string>();
  const rename = (ring: string) => (step: Step) => {
    if (!taken.has(step.name)) return step;
    const renamed = { ...step, name: `${ring}/${step.name}` };
    paths.set(renamed, paths.get(step) ?? []);
    return renamed;
  };
  return rings.map(({ name, steps, promote }) => {
    const ring = { name, steps: steps.map(rename(name)), promote: promote.map(rename(name)) };
    for (const step of [...ring.steps, ...ring.promote]) taken.add(step.name);
    return ring;
  });
}

function heading({ product, artifacts, people, issue, waivers }: Shape): Omit<Process, 'rings'> {
  return {
    product,
    artifacts: Object.entries(artifacts).map(([name, artifact]) => artifactOf(name, artifact)),
    people: new Map(Object.entries(people).map(([name, written]) => [name, groupOf(written)])),
    waivers: { by: waivers.by, max: parseDuration(waivers.max) ?? 0 },
    issue: { title: issue.title, labels: issue.labels },
  };
}

function artifactOf(name: string, written: Shape['artifacts'][string]): ArtifactTemplate {
  const { tag, image, platforms } = written;
  return {
    name,
    ...(tag === undefined ? {} : { tag }),
    ...(image === undefined ? {} : { image }),
    ...(platforms === undefined ? {} : { platforms }),
  };
}

function groupOf(written: string | readonly string[]): GroupSource {
  return typeof written === 'string'
    ? { kind: 'owners-file', path: written }
    : { kind: 'logins', logins: written };
}

const KEYS: Readonly<Record<string, readonly string[]>> = {
  artifacts: ['tag', 'image', 'platforms'],
  issue: ['title', 'labels'],
  waivers: ['by', 'max'],
  rings: ['steps', 'promote'],
};

function knownKeys(path: readonly PropertyKey[]): readonly string[] {
  return KEYS[String(path[0] ?? '')] ?? Object.keys(processShape.shape);
}

function isFilled(problems: readonly Problem[]): problems is readonly [Problem, ...Problem[]] {
  return problems.length > 0;
}

function filled(
  problems: readonly Problem[],
  source: SourceDocument,
): readonly [Problem, ...Problem[]] {
  return isFilled(problems) ? problems : [source.problemAt([], 'this is no process file')];
}
