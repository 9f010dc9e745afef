import { z } from 'zod';

/** Why something could not be done, in words for the place where it was tried. */
export function refusalWords(error: unknown, who: string): string {
  if (error instanceof z.ZodError) return error.issues.map(inForm).join('. ');
  if (!(error instanceof Error)) return String(error);
  return fromForge(error.message, who) ?? fromGit(error) ?? error.message;
}

function inForm({ path, message }: z.core.$ZodIssue): string {
  return `${path.join(' ')}: ${message}`;
}

const ANSWER = z.object({
  message: z.string(),
  errors: z.array(z.object({ message: z.string().optional() })).optional(),
});

/** `PUT /path: 403 {"message": …}`, as a call of the API fails. */
function fromForge(message: string, who: string): string | undefined {
  const [, status, json = ''] = /^[A-Z]+ \S+: (\d{3}) (\{.*\})$/s.exec(message) ?? [];
  if (status === undefined) return undefined;
  const { message: said, errors = [] } = ANSWER.parse(JSON.parse(json));
  const more = errors.flatMap((each) => each.message ?? []);
  const words = [said, ...more].join(': ');
  return status === '403' || status === '404'
    ? `${who} may not do that: the forge says “${words}” (${status}).`
    : `The forge says “${words}” (${status}).`;
}

/** What git said, without the lines that say nothing, and without the token in its address. */
function fromGit(error: Error): string | undefined {
  if (!('stderr' in error) || typeof error.stderr !== 'string') return undefined;
  const lines = error.stderr
    .replace(/\/\/[^/@\s]+@/g, '//')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('hint:'));
  return lines.length === 0 ? undefined : `Git says: ${lines.join(' · ')}`;
}
