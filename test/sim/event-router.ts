import type { ReceivedEvent } from '../../src/engine/read-delivery.ts';
import type { Handler } from '../../src/plugin/handler.ts';
import type { Place, Site } from '../../src/plugin/place.ts';

export interface RouterOptions {
  readonly handlers: readonly Handler[];
  visit(site: Site, place: Place): Promise<void>;
}

/** Takes the place of Probot, which does nothing here but to find the handlers of an event. */
export function eventRouter({ handlers, visit }: RouterOptions) {
  return async ({ name, payload }: ReceivedEvent): Promise<void> => {
    const full = `${name}.${actionOf(payload)}`;
    const called = handlers.filter(({ on }) =>
      on.some((event) => event === name || event === full),
    );
    await Promise.all(
      called.map(async (handler) => {
        const found = handler.places(payload);
        for (const place of found?.places ?? [])
          if (found !== undefined) await visit(found.site, place);
      }),
    );
  };
}

function actionOf(payload: unknown): string {
  if (typeof payload !== 'object' || payload === null || !('action' in payload)) return '';
  return String(payload.action);
}
