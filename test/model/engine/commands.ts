import type fc from 'fast-check';
import type { VerdictState } from '../../../src/domain/verdict.ts';
import type { Who } from '../../sim/world/cast.ts';
import type { Said } from './reference.ts';
import { TAG } from './rig.ts';
import type { Fate, Stage } from './stage.ts';
import { type Model, rest } from './tale.ts';

export type Command = fc.AsyncCommand<Model, Stage>;

/** Something happens on GitHub. Where nobody is told of it, a sweep has to find it. */
function happening(
  label: string,
  fate: Fate,
  { check = () => true, run }: Pick<Command, 'run'> & Partial<Pick<Command, 'check'>>,
): Command {
  return {
    check,
    async run(model, stage) {
      if (fate === 'lost') await rest(model, stage);
      await run(model, stage);
      if (fate !== 'lost') return;
      await stage.sweep();
      await rest(model, stage);
    },
    toString: () => (fate === 'once' ? label : `${label} (${fate})`),
  };
}

export function say(by: Who, word: Said['word'], fate: Fate): Command {
  return happening(`${by} ${word}`, fate, {
    async run({ reference, comments }, stage) {
      const issue = await stage.issue();
      stage.act(fate, ({ acts }) => {
        const id = acts.comment(by, issue, word);
        comments.push({ id, by, isThere: true });
        reference.say({ comment: id, by, word });
      });
    },
  });
}

/** Somebody edits or deletes a comment: the author, or whoever may write. */
export function change(
  which: number,
  how: 'edits' | 'deletes',
  { by, fate }: { by: Who; fate: Fate },
) {
  return happening(`${by} ${how} ${which}`, fate, {
    check: ({ comments }) => comments.some(({ isThere }) => isThere),
    async run({ reference, comments }, stage) {
      const standing = comments.filter(({ isThere }) => isThere);
      const comment = standing[which % standing.length];
      if (comment === undefined || !mayChange(by, comment.by)) return;
      const { id } = comment;
      stage.act(fate, ({ acts }) => {
        if (how === 'deletes') acts.delete(by, id);
        else acts.edit(by, id, `never mind ${stage.now}`);
      });
      if (how === 'deletes') comment.isThere = false;
      // Where nobody says whose doing it was, it counts as the author's.
      if (by === comment.by || fate === 'lost') reference.takeBack(id);
    },
  });
}

/** On GitHub the author may, and whoever may write to the repository: here every owner. */
function mayChange(by: Who, author: Who): boolean {
  return by === author || by !== 'mallory';
}

export function tag(where: 'candidate' | 'head', fate: Fate): Command {
  return happening(`tag ${where}`, fate, {
    async run(model, stage) {
      const { reference } = model;
      const commit = where === 'head' ? reference.head : reference.candidate.commit;
      model.objects += 1;
      reference.tag = { object: model.objects, commit };
      stage.act(fate, ({ acts }) =>
        acts.pushTag('alice', TAG, { commit: stage.heads[commit] ?? '' }),
      );
    },
  });
}

export function untag(fate: Fate): Command {
  return happening('untag', fate, {
    check: ({ reference }) => reference.tag !== undefined,
    async run({ reference }, stage) {
      reference.tag = undefined;
      stage.act(fate, ({ acts }) => acts.deleteTag('alice', TAG));
    },
  });
}

export function push(): Command {
  return happening('push', 'once', {
    async run({ reference }, stage) {
      stage.push();
      reference.head = stage.heads.length - 1;
    },
  });
}

export function signal(state: VerdictState): Command {
  return happening(`signal ${state}`, 'once', {
    async run({ reference }, stage) {
      reference.signal = state;
      stage.levers.signal = state;
      stage.touch();
    },
  });
}

/** Somebody lets through what is underway; what is held cannot go through. */
export function merge(): Command {
  return happening('merge', 'once', {
    check: ({ reference }) => reference.parcel?.state === 'underway',
    async run(model, stage) {
      await rest(model, stage);
      const { reference } = model;
      const { parcel } = stage.levers;
      if (reference.parcel?.state !== 'underway' || parcel === undefined) return;
      reference.parcel = { ...reference.parcel, state: 'there' };
      stage.levers.parcel = { ...parcel, state: 'there' };
      stage.touch();
    },
  });
}

export function again(index: number): Command {
  return happening(`webhook ${index} again`, 'once', {
    run: async (_, stage) => stage.redeliver(index),
  });
}

export function openAgain(by: Who): Command {
  return happening(`${by} /release new`, 'once', {
    async run(_, stage) {
      stage.act('once', ({ acts }) => {
        const issue = acts.openIssue(by, { title: 'Once more', body: '' });
        acts.comment(by, issue, '/release new v0.1.0');
      });
    },
  });
}

/** Ringmaster does all there is to do; it may be killed over it. */
export function look(dies: number | undefined): Command {
  return {
    check: () => true,
    async run(model, stage) {
      if (dies !== undefined) stage.doom(dies);
      await rest(model, stage);
    },
    toString: () => (dies === undefined ? 'look' : `look, killed at ${dies}`),
  };
}

export function sweep(): Command {
  return {
    check: () => true,
    async run(model, stage) {
      await rest(model, stage);
      await stage.sweep();
      await rest(model, stage);
    },
    toString: () => 'sweep',
  };
}
