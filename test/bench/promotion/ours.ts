import { githubProposals } from '../../../src/adapters/github/proposals.ts';
import { openDoors } from '../../../src/cli/promote/doors.ts';
import { addToList } from '../../../src/images/list/add-to-list.ts';
import { HEAD, type Order, TARGET } from './order.ts';
import { serveOrders } from './serve-orders.ts';

/** The promotion as Ringmaster makes it, server and command line alike: look, edit, propose. */
serveOrders(async ({ api, token, branch, path, image, digest, tag, title, body }: Order) => {
  await using doors = openDoors({ GITHUB_API_URL: api, RINGMASTER_MACHINE_TOKEN: token });
  const proposals = githubProposals(async () => ({ octokit: doors.octokit, head: HEAD }));
  const begun = performance.now();
  const view = await proposals.look(TARGET, { branch, path });
  const additions = [{ image, digest, tags: [tag] }];
  const { text: content } = addToList(view.base.file?.text ?? '', additions);
  await proposals.propose(TARGET, { branch, path, content, title, body }, view);
  return performance.now() - begun;
});
