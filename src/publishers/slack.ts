import { z } from 'zod';
import { showAddress } from '../domain/address.ts';
import { code, link, type Prose, say, strong } from '../domain/prose.ts';
import { after } from '../domain/time.ts';
import { pass, unable } from '../domain/verdict.ts';
import { waiverLine } from '../domain/waiver.ts';
import type { Chat } from '../plugin/chat.ts';
import { definePublisher } from '../plugin/publisher.ts';
import type { ReleaseView } from '../plugin/release-view.ts';
import { toSlack } from '../show/slack.ts';

const DAY = 24 * 3_600_000;

const options = z.object({
  to: z
    .string()
    .regex(/^[a-z0-9_-]{1,80}$/, 'a channel of Slack, without the #')
    .describe('The channel, without the #.'),
});

interface ChatPorts {
  readonly chat: Chat | undefined;
}

/** Announces the release in a Slack channel, once. */
export default definePublisher({
  name: 'slack',
  verb: 'announce',
  title: 'Announces the release in a Slack channel',
  class: 'marker',
  options,

  async look(release, { to }, { chat }: ChatPorts) {
    if (chat === undefined)
      return { state: 'unknown', reason: say`Slack is not set up on this server` };
    const found = await chat.find(to, wantedIn(release));
    if (found === undefined)
      return { state: 'absent', reason: say`about to be announced in ${code(`#${to}`)}` };
    return { state: 'same', reason: say`announced in ${code(`#${to}`)}` };
  },

  async publish(release, { to }, { chat }: ChatPorts) {
    await chat?.post(to, { mark: markOf(release), text: toSlack(announcement(release)) });
  },

  async verify(release, { to }, { chat }: ChatPorts) {
    const found = await chat?.find(to, wantedIn(release));
    if (found === undefined) return unable(say`the message cannot be found in ${code(`#${to}`)}`);
    const where =
      found.address === undefined ? say`${code(`#${to}`)}` : say`${link(`#${to}`, found.address)}`;
    return pass(say`announced in ${where}`);
  },
});

/** Nothing was announced before the release opened; a restored store may know of a later opening only. */
function wantedIn(release: ReleaseView) {
  return { mark: markOf(release), since: after(release.release.openedAt, -DAY) };
}

/** One announcement a release, whichever candidate of it ships. */
function markOf({ release, step }: ReleaseView): string {
  return `${release.id}/${step}`;
}

function announcement({ release, candidate, addresses, waivers, issue }: ReleaseView): Prose {
  const changes = candidate.changes.length;
  const what = changes === 1 ? '1 change' : `${changes} changes`;
  const since = candidate.since === undefined ? [] : say` since ${code(candidate.since.tag)}`;
  const get = addresses.flatMap((address) => [{ words: '\n• ' }, showAddress(address)]);
  const waived = waivers.flatMap((each) => say`\n• ${waiverLine(each)}`);
  return say`${strong(`${release.product} ${release.title}`)} is released: ${what}${since}.${get}${waived}\n${link('How it was approved and checked', issue.address)}`;
}
