import { code, type Prose, say } from '../domain/prose.ts';
import type { Command } from '../plugin/command.ts';

const WHO = {
  anyone: 'anyone',
  member: 'owners',
  writer: 'owners, and whoever may write here',
} as const;

/** What can be said, and who may say it, from the commands' own words. */
export function helpText(commands: ReadonlyMap<string, Command>): Prose {
  const lines = [...commands.values()].flatMap(({ usage, who }) =>
    usage.map(
      ({ line, effect }) =>
        say`\n- ${code(line)}: ${effect}${typeof who === 'string' ? say` (${WHO[who]})` : []}`,
    ),
  );
  return [{ words: 'What is understood here:\n' }, ...lines.flat()];
}
