import type { DeliveryLog } from '../../../../src/plugin/delivery-log.ts';
import type { Ground } from '../ground.ts';
import type { WorldState } from '../state.ts';

/** How long GitHub remembers what it told, in milliseconds. */
const REMEMBERED = 3 * 24 * 3_600_000;

const PAGE = 100;

/** GitHub's record of what it told the App, as it is seen. */
export function deliveryLogOf(ground: Ground, sight: () => WorldState): DeliveryLog {
  const isRemembered = (at: string) => Date.parse(at) > ground.now - REMEMBERED;
  return {
    async *attempts(since) {
      const found = sight()
        .attempts.filter(({ at }) => at >= since && isRemembered(at))
        .toReversed();
      for (let start = 0; start < found.length; start += PAGE)
        yield found.slice(start, start + PAGE);
    },

    async delivery({ delivery, at }) {
      const hook = ground.hooks.find(({ guid }) => guid === delivery);
      if (hook === undefined || !isRemembered(at)) return undefined;
      return { id: hook.guid, event: hook.event, body: JSON.stringify(hook.payload) };
    },
  };
}
