import { notFound } from '../access/refusal.ts';
import { actor, demandWrite } from '../access/rights.ts';
import type { Context } from '../site.ts';
import type { Reaction, ReactionContent } from '../world/issues.ts';
import { nodeId } from '../world/node-id.ts';
import type { Repository } from '../world/repositories.ts';

/** An issue or comment that can be reacted to. */
export interface Subject {
  readonly repository: Repository;
  readonly nodeId: string;
}

/** Reacts to a thing. The same reaction of the same person again changes nothing. */
export function addReaction(
  context: Context,
  subject: Subject,
  content: ReactionContent,
): { reaction: Reaction; isNew: boolean } {
  demandReacting(context, subject);
  const { world, now } = context.site;
  const userId = actor(context).id;
  const given = world.reactions
    .in(subject.nodeId)
    .find((reaction) => reaction.userId === userId && reaction.content === content);
  if (given !== undefined) return { reaction: given, isNew: false };
  const id = world.nextId();
  const reaction = world.reactions.put({
    id,
    nodeId: nodeId('Reaction', id),
    subjectId: subject.nodeId,
    userId,
    content,
    createdAt: now(),
  });
  return { reaction, isNew: true };
}

/** Takes a reaction back; only who gave it can. */
export function removeReaction(context: Context, subject: Subject, id: number): void {
  demandReacting(context, subject);
  const { reactions } = context.site.world;
  const found = reactions.get(id);
  if (found?.subjectId !== subject.nodeId || found.userId !== actor(context).id) throw notFound();
  reactions.delete(id);
}

function demandReacting(context: Context, { repository }: Subject): void {
  demandWrite(context, repository, { permissions: ['issues', 'pull_requests'], role: 'read' });
}
