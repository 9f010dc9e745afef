import { z } from 'zod';
import { checkKeys } from '../access/check-keys.ts';
import { Refusal } from '../access/refusal.ts';
import { type Args, type GraphContext, type Node, readArgs } from './node.ts';

const WRAPPED = z.object({ input: z.looseObject({ clientMutationId: z.string().nullish() }) });

/**
 * One mutation: reads its input, acts, and gives back the client's own id. A
 * person without the right is told so in GraphQL's words, where REST hides it.
 */
export function mutation<T>(
  context: GraphContext,
  { name, input }: { name: string; input: z.ZodType<T> },
  act: (input: T) => Node | Promise<Node>,
): (args: Args) => Promise<Node> {
  return async (args) => {
    const { input: given } = readArgs(args, WRAPPED);
    try {
      const { clientMutationId, ...own } = given;
      checkKeys(own, input, `the input of ${name},`);
      const payload = await act(readArgs(own, input));
      return { clientMutationId: clientMutationId ?? null, ...payload };
    } catch (error) {
      throw explained(context, name, error);
    }
  };
}

function explained({ identity }: GraphContext, name: string, error: unknown): unknown {
  const isHidden =
    error instanceof Refusal &&
    (error.message === 'Not Found' || error.message.startsWith('Must have admin'));
  if (!isHidden || identity.kind !== 'user') return error;
  const title = name.charAt(0).toUpperCase() + name.slice(1);
  return new Refusal(
    403,
    `${identity.account.login} does not have the correct permissions to execute \`${title}\``,
  );
}
