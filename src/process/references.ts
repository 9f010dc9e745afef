import type { z } from 'zod';
import { allSteps, asksPeople, type Process, type Step } from '../domain/process.ts';
import type { Plugins } from '../plugin/load.ts';
import { meansUsualGroup, namesGroup, usualGroup } from '../plugin/options.ts';
import { unknownWord } from './complaints.ts';
import type { Path, Problem, SourceDocument } from './document.ts';
import { knownVariables, unknownVariables } from './variables.ts';

/** Where each step was written. */
export type StepPaths = ReadonlyMap<Step, Path>;

interface Context {
  readonly source: SourceDocument;
  readonly paths: StepPaths;
  readonly plugins: Plugins;
}

/** Names that lead nowhere, and groups that could never say yes. */
export function checkReferences(process: Process, context: Context): readonly Problem[] {
  return [
    ...allSteps(process).flatMap((step) => checkStep(step, process, context)),
    ...checkWaivers(process, context),
    ...checkNames(process, context),
  ];
}

function checkStep(step: Step, process: Process, context: Context): readonly Problem[] {
  const artifacts = process.artifacts.map(({ name }) => name);
  const variables = knownVariables(artifacts);
  const groups = [...process.people.keys()];
  const at = (key: string) => [...(context.paths.get(step) ?? []), key];
  const problem = (key: string, message: string) => context.source.problemAt(at(key), message);
  return [
    ...(step.if === undefined || artifacts.includes(step.if)
      ? []
      : [problem('if', unknownWord(step.if, artifacts))]),
    ...groupsNamed(step, context.plugins)
      .filter(([, group]) => !groups.includes(group))
      .map(([key, group]) => problem(key, unknownWord(group, groups))),
    ...groupsMissing(step, groups, context.plugins).map((key) =>
      problem(
        key,
        `"${key}" is missing: expected a group of "people", since none is called "owners"`,
      ),
    ),
    ...textsOf(step.options).flatMap(([key, text]) =>
      unknownVariables(text, variables).map((written) =>
        problem(key, unknownWord(written, variables)),
      ),
    ),
    ...unreachable(step, process).map((message) => problem(step.verb, message)),
  ];
}

/** Options of a step that name a group, with the key under which they are written. */
function groupsNamed(step: Step, plugins: Plugins): readonly (readonly [string, string])[] {
  const naming = optionsWhere(namesGroup, step, plugins);
  const own = textsOf(step.options)
    .filter(([key]) => naming.includes(key))
    .map(([key, text]) => [writtenKey(key, step), text] as const);
  return step.by === undefined ? own : [...own, ['by', step.by]];
}

/** Options that stand for the usual group, in a process that has none. */
function groupsMissing(step: Step, groups: readonly string[], plugins: Plugins): readonly string[] {
  if (usualGroup(groups) !== undefined) return [];
  const written = textsOf(step.options).map(([key]) => key);
  return optionsWhere(meansUsualGroup, step, plugins).filter((key) => !written.includes(key));
}

function optionsWhere(
  holds: (schema: z.core.$ZodType) => boolean,
  { uses }: Step,
  { gates, publishers }: Plugins,
): readonly string[] {
  const plugin = gates.get(uses) ?? publishers.get(uses);
  const shape = Object.entries(plugin?.options.shape ?? {});
  return shape.flatMap(([key, schema]) => (holds(schema) ? key : []));
}

/** The group of `approve: 2 owners` stands behind the verb. */
function writtenKey(key: string, { verb }: Step): string {
  return asksPeople(verb) && key === 'group' ? verb : key;
}

function textsOf(options: unknown): readonly (readonly [string, string])[] {
  if (typeof options !== 'object' || options === null) return [];
  return Object.entries(options).flatMap(([key, value]) =>
    typeof value === 'string' ? [[key, value] as const] : [],
  );
}

/** A list of people too short for the number that is asked for, since whoever cuts the candidate has no voice. */
function unreachable({ options }: Step, process: Process): readonly string[] {
  if (typeof options !== 'object' || options === null) return [];
  if (!('count' in options && 'group' in options)) return [];
  const group = process.people.get(String(options.group));
  if (group?.kind !== 'logins') return [];
  const self = 'self' in options && options.self === true;
  const voices = new Set(group.logins.map((login) => login.toLowerCase())).size - (self ? 0 : 1);
  if (Number(options.count) <= voices) return [];
  return [
    `nobody could ever fulfil this: ${String(options.group)} has ${group.logins.length}, and whoever cuts the candidate does not count; allow it with "self: true", or let the ring open by itself with "promote: auto"`,
  ];
}

function checkWaivers({ people, waivers }: Process, { source }: Context): readonly Problem[] {
  const groups = [...people.keys()];
  if (waivers.by === undefined || groups.includes(waivers.by)) return [];
  return [source.problemAt(['waivers', 'by'], unknownWord(waivers.by, groups))];
}

function checkNames(process: Process, { source, paths }: Context): readonly Problem[] {
  const seen = new Set<string>();
  return allSteps(process).flatMap((step) => {
    if (!seen.has(step.name)) {
      seen.add(step.name);
      return [];
    }
    const message = `two steps of one ring are called "${step.name}"; give one of them a "name:"`;
    return [source.problemAt(paths.get(step) ?? [], message)];
  });
}
