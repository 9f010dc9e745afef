import type { Probot } from 'probot';
import type { Handler } from './plugin/handler.ts';
import type { Place, Site } from './plugin/place.ts';

export interface AppOptions {
  readonly handlers: readonly Handler[];
  visit(site: Site, place: Place): Promise<void>;
}

/** The Probot app: every handler says where to look, and somebody goes there. */
export function ringmaster({ handlers, visit }: AppOptions): (app: Probot) => void {
  return (app) => {
    for (const handler of handlers)
      app.on([...handler.on], async ({ payload }) => {
        const found = handler.places(payload);
        if (found === undefined) return;
        for (const place of found.places) await visit(found.site, place);
      });
  };
}
