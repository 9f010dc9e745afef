import { openStore } from '../../src/adapters/store/open-store.ts';
import { SILENT } from './log.ts';

// A process that begins to look at a release and never ends: it waits to be killed.
const { store, queue } = await openStore(JSON.parse(process.argv[2] ?? ''), SILENT);
await queue.start({
  delivery: async () => {},
  site: async () => {},
  async release() {
    process.send?.('working');
    await new Promise(() => {});
  },
});
await queue.wake('release', 'R');
await store.check();
