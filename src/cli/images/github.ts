import { visible } from '../../show/safe-text.ts';

/** What an annotation of GitHub's workflows says, and of which line. */
export interface Annotation {
  readonly level: 'error' | 'warning';
  readonly file: string;
  readonly line: number;
  readonly title: string;
  readonly message: string;
}

/**
 * A workflow command as GitHub's runner reads it from a step's output: a line of its
 * own, in which nothing can end the property or the line but what stands here.
 */
export function workflowCommand({ level, file, line, title, message }: Annotation): string {
  const properties = [`file=${property(file)}`, `line=${line}`, `title=${property(title)}`];
  return `::${level} ${properties.join(',')}::${data(message)}`;
}

/** By the runner's own unescaping of data. */
function data(text: string): string {
  return visible(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** By the runner's own unescaping of properties. */
function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
