import { openStore } from '../../src/adapters/store/open-store.ts';
import { SILENT } from './log.ts';

// A process that begins to look at a release and to read a delivery, and never ends: it waits to be killed.
const { store, queue } = await openStore(JSON.parse(process.argv[2] ?? ''), SILENT);
const begin = async () => {
  process.send?.('working');
  await new Promise(() => {});
};
await queue.start({
  delivery: begin,
  site: async () => {},
  givenUp: async () => {},
  release: begin,
});
await queue.wake('release', 'R');
await store.deliveries.accept({ id: 'D', event: 'push', body: '{}' });
await store.check();
