import { fullName } from '../../../src/domain/release.ts';
import type { Outside } from '../../../src/engine/engine.ts';
import type { Forge } from '../../../src/plugin/forge.ts';
import type { Ground } from './ground.ts';
import { signatures } from './keys.ts';
import { chatOf } from './ports/chat.ts';
import { deliveryLogOf } from './ports/delivery-log.ts';
import { forgeOf } from './ports/forge.ts';
import { proposalsOf } from './ports/proposals.ts';
import { registryOf } from './ports/registry.ts';
import type { WorldState } from './state.ts';

/** Every method that writes, by its door. All others only read. */
export const WRITES: ReadonlySet<string> = new Set([
  ...['issues.open', 'issues.edit', 'issues.close', 'issues.react'],
  ...['issues.comment', 'issues.editComment', 'issues.removeComment'],
  ...['releases.draft', 'releases.redraft', 'releases.publish'],
  ...['proposals.propose', 'proposals.hold', 'proposals.resume'],
  'chat.post',
]);

/**
 * The doors to a world in memory. Whatever reads sees what `sight` shows, which may
 * be older than the present; whatever writes does so to the present. Every call does
 * all of its work before it returns its promise, so that its caller decides when.
 */
export function outsideOf(ground: Ground, { sight }: { sight: () => WorldState }): Outside {
  const forges = new Map<string, Forge>();
  return {
    forgeAt(site) {
      const key = fullName(site.repository);
      const forge = forges.get(key) ?? forgeOf(ground, site, sight);
      forges.set(key, forge);
      return forge;
    },
    async sites() {
      return sight()
        .repositories.values()
        .flatMap(({ id, owner, name, installation }) =>
          installation === undefined ? [] : [{ repository: { id, owner, name }, installation }],
        )
        .toArray();
    },
    deliveryLog: deliveryLogOf(ground, sight),
    proposals: proposalsOf(ground, sight),
    registry: registryOf(sight),
    publicRegistry: registryOf(sight),
    signatures,
    chat: chatOf(ground, sight),
  };
}
