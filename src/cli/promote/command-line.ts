import { nameOf } from './standing.ts';
import type { Wish } from './wish.ts';

/** The command that asks for the same again. Every word of it was checked to need no quotes. */
export function commandLine(wish: Wish): string {
  const one = (option: string, value: string | undefined) =>
    value === undefined ? [] : [`--${option} ${value}`];
  const each = (option: string, values: readonly string[]) =>
    values.map((value) => `--${option} ${value}`);
  return [
    'ringmaster promote',
    `--project ${wish.project}`,
    ...each(
      'tag',
      wish.tags.map(({ asked }) => asked),
    ),
    ...each('image', wish.images),
    ...each('digest', wish.digests),
    ...each('platform', wish.platforms),
    ...one('staging-repo', wish.staging),
    ...one('production', wish.production),
    `--to ${nameOf(wish.target)}`,
    `--list ${wish.list}`,
    ...one('fork', wish.fork === undefined ? undefined : nameOf(wish.fork)),
    '--pull-request',
  ].join(' ');
}
