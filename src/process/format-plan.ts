import type { GroupSource, Process, Ring, Step } from '../domain/process.ts';

/** A process as the plan that people would see, in plain text. */
export function formatPlan({ product, artifacts, people, rings }: Process): string {
  return [
    `${product}: ${artifacts.map(({ name }) => name).join(', ')}`,
    ...[...people].map(([name, source]) => `  ${name}: ${sourceText(source)}`),
    ...rings.flatMap((ring, index) => ['', ...ringLines(ring, rings[index + 1])]),
  ].join('\n');
}

function ringLines({ name, steps, promote }: Ring, next: Ring | undefined): readonly string[] {
  const after =
    next === undefined
      ? '  then the release is done'
      : `  then ${next.name} opens${promote.length === 0 ? ' by itself' : ''}`;
  return [`ring ${name}`, ...[...steps, ...promote].map(stepLine), after];
}

function stepLine({ name, verb, uses, if: artifact, by, optional, options }: Step): string {
  const notes = [
    ...(verb === 'approve' ? [approval(options)] : []),
    ...(verb === 'vote' ? [ballot(options)] : []),
    ...(verb === 'do' ? [task(options)] : []),
    ...(artifact === undefined ? [] : [`with ${artifact} only`]),
    ...(by === undefined ? [] : [`drafted, then published by ${by}`]),
    ...(optional ? ['optional'] : []),
  ];
  const title = uses === verb ? verb : `${verb} ${uses}`;
  const named = name === uses || verb === 'approve' || verb === 'vote' ? '' : ` (${name})`;
  return `  ${title}${named}${notes.length === 0 ? '' : `: ${notes.join(', ')}`}`;
}

function approval(options: unknown): string {
  if (typeof options !== 'object' || options === null || !('group' in options)) return '';
  const count = 'count' in options ? String(options.count) : '1';
  return `${count} of ${String(options.group)}`;
}

function ballot(options: unknown): string {
  if (typeof options !== 'object' || options === null || !('group' in options)) return '';
  const open = 'open' in options ? String(options.open) : '72h';
  return `${String(options.group)}, for ${open} at least`;
}

function task(options: unknown): string {
  return typeof options === 'object' && options !== null && 'what' in options
    ? String(options.what)
    : '';
}

function sourceText(source: GroupSource): string {
  return source.kind === 'owners-file' ? source.path : source.logins.join(', ');
}
