import { hear } from '../../src/engine/hearing.ts';
import { loadPlugins } from '../../src/plugin/load.ts';
import { toMarkdown } from '../../src/show/markdown.ts';
import { comment } from '../support/desk.ts';
import { at } from '../support/hearing.ts';
import { MALLORY } from '../support/release.ts';

const { commands } = await loadPlugins();

/** What Ringmaster answers to a comment of a stranger on a tracking issue. */
export async function notUnderstoodReply(body: string): Promise<string> {
  const standing = { members: [], role: async () => 'read' as const };
  const heard = await hear(comment(2, MALLORY, body), { commands, standing, at: at() });
  const replies = heard.flatMap(({ answer }) => answer.reply ?? []);
  return toMarkdown(replies, { server: 'https://github.test' });
}
