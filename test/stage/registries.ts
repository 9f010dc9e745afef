import { startDebianRegistry } from '../registry/debian.ts';
import { startRegistry } from '../registry/registry.ts';
import type { Remote } from '../registry/wire.ts';

/** The two registries of a promotion. */
export interface Registries {
  readonly staging: Remote;
  readonly production: Remote;
  stop(): Promise<void>;
}

export async function startRegistries(kind: 'memory' | 'debian'): Promise<Registries> {
  const start = kind === 'memory' ? startRegistry : startDebianRegistry;
  const [staging, production] = [await start(), await start()];
  return {
    staging: { url: staging.url },
    production: { url: production.url },
    async stop() {
      await Promise.all([staging.stop(), production.stop()]);
    },
  };
}
