import assert from 'node:assert/strict';
import { sha256 } from '../../src/adapters/hash.ts';
import { decide } from '../../src/domain/decide.ts';
import { readHistory } from '../../src/domain/history.ts';
import { chain, type JournalEvent } from '../../src/domain/journal.ts';
import type { Step } from '../../src/domain/process.ts';
import { plain } from '../../src/domain/prose.ts';
import { hear } from '../../src/engine/hearing.ts';
import type { Deed, Standpoint } from '../../src/plugin/command.ts';
import { loadPlugins } from '../../src/plugin/load.ts';
import { ALICE, BOB, CAROL, candidate, NOW, processOf, release, step } from './release.ts';

const { commands } = await loadPlugins();

/** The step that asks for two owners. */
export const OWNERS = step('owners', {
  verb: 'approve',
  uses: 'approve',
  options: { count: 2, group: 'owners' },
});

/** A release that alice cut, in a ring that is promoted by these steps, after these events. */
export function at(
  promote = [OWNERS],
  events: readonly JournalEvent[] = [],
  steps: readonly Step[] = [],
  later: readonly Step[] = [],
): Standpoint {
  const process = processOf([
    { name: 'propose', steps, promote },
    { name: 'ship', steps: later, promote: [] },
  ]);
  const opened: JournalEvent = {
    kind: 'opened',
    release: release(),
    process: { blob: '', commit: '', text: '' },
    rosters: { owners: [ALICE, BOB], writers: [CAROL] },
  };
  const entries = chain(
    undefined,
    [opened, { kind: 'candidate', candidate: candidate() }, ...events],
    { at: NOW, hash: sha256 },
  );
  const history = readHistory(entries);
  const current = history?.candidates[0];
  assert.ok(history !== undefined && current !== undefined);
  const view = {
    process,
    artifacts: release().artifacts,
    current,
    observed: new Map(),
    now: NOW,
    closed: undefined,
    objections: history.objections,
    waivers: history.waivers,
  };
  return { history, process, decision: decide(view) };
}

function inShort(deed: Deed): string {
  const noted = (text: string, note: string | undefined) =>
    note === undefined ? text : `${text} (${note})`;
  switch (deed.do) {
    case 'sign':
      return noted(`${deed.choice} ${deed.step}`, deed.note);
    case 'object':
      return noted(deed.kind, deed.words);
    case 'lift':
      return noted(`lift ${deed.objection}`, deed.note);
    case 'waive':
      return noted(`waive ${deed.step} until ${deed.until}`, deed.reason);
    case 'unwaive':
      return `unwaive ${deed.waiver}`;
    default:
      return deed.do;
  }
}

/** What is heard in a comment, shortened to what matters. */
export async function said(body: string, by = BOB, place: Standpoint | 'elsewhere' = at()) {
  const standpoint = place === 'elsewhere' ? undefined : place;
  const comment = { id: 11, issue: 5, author: by, body, at: NOW, change: 'created' as const, by };
  const standing = { members: [ALICE, BOB, CAROL], role: async () => 'read' as const };
  const heard = await hear(comment, { commands, standing, at: standpoint });
  return heard.map(({ deeds, answer }) => ({
    deeds: deeds.map(inShort),
    face: answer.face,
    reply: answer.reply === undefined ? undefined : plain(answer.reply),
  }));
}
