import type { Workplace } from './workplaces.ts';

/** Tags to be made by hand. */
export interface TagOrder {
  readonly names: readonly string[];
  /** Undefined: the head of the default branch. */
  readonly commit: string | undefined;
  readonly message: string;
}

/** The shell commands that sign and push tags from a clone, whatever the machine's own settings of git are. */
export function tagCommands(
  { clone, environment }: Workplace,
  { names, commit = 'origin/HEAD', message }: TagOrder,
): string {
  const variables = { ...environment, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  return [
    `cd ${quoted(clone)}`,
    ...Object.entries(variables).map(([name, value]) => `export ${name}=${quoted(value)}`),
    'git fetch --quiet --tags',
    ...names.map((name) => `git tag -a -s ${name} ${commit} -m ${quoted(message)}`),
    `git push origin ${names.join(' ')}`,
  ].join('\n');
}

/** One word for a shell, whatever is in it. */
function quoted(text: string): string {
  return /^[\w./+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
