import type { EmitterWebhookEventName } from '@octokit/webhooks';
import { z } from 'zod';
import type { Place, Site } from './place.ts';

/** What every payload of a repository's webhook holds, as far as we read it. */
const SITE = z.object({
  repository: z.object({
    id: z.int(),
    name: z.string(),
    owner: z.object({ login: z.string() }),
  }),
  installation: z.object({ id: z.int() }),
});

/** Who did something, as webhooks name people. */
export const ACTOR = z.object({ id: z.int(), login: z.string(), type: z.string() });

/**
 * A handler says where to look after one family of webhooks. It reads only what
 * its schema names, and it never acts.
 */
export interface HandlerDefinition<Payload extends z.ZodType> {
  readonly on: readonly EmitterWebhookEventName[];
  readonly payload: Payload;
  read(payload: z.output<Payload>): readonly Place[];
}

export interface Handler {
  readonly kind: 'handler';
  readonly on: readonly EmitterWebhookEventName[];
  /** Undefined where the payload is not of the shape that GitHub documents for what we read. */
  places(payload: unknown): { readonly site: Site; readonly places: readonly Place[] } | undefined;
}

export function defineHandler<Payload extends z.ZodType>(
  definition: HandlerDefinition<Payload>,
): Handler {
  return {
    kind: 'handler',
    on: definition.on,
    places(payload) {
      const site = SITE.safeParse(payload);
      const parsed = definition.payload.safeParse(payload);
      if (!site.success || !parsed.success) return undefined;
      const { repository, installation } = site.data;
      return {
        site: {
          repository: { id: repository.id, owner: repository.owner.login, name: repository.name },
          installation: installation.id,
        },
        places: definition.read(parsed.data),
      };
    },
  };
}
