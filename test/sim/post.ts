import type { Mischief } from './faults.ts';
import type { Post as Letter, Machine } from './machine.ts';
import type { Scheduler } from './scheduler.ts';
import type { Hook } from './world/hooks.ts';
import type { World } from './world/world.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

interface PostOptions {
  readonly world: World;
  readonly scheduler: Scheduler;
  readonly mischief: Mischief;
  /** A process that answers at our address; undefined where none does. */
  door(): Machine | undefined;
  /** Told of every answer that a process gave. */
  answered(answer: DoorAnswer): void;
}

/** What became of a webhook at our door. */
export interface DoorAnswer {
  readonly guid: string;
  readonly isForged: boolean;
  readonly isAcknowledged: boolean;
}

/** GitHub's delivery of webhooks, with all its habits. */
export class Post {
  readonly #options: PostOptions;
  #sent = 0;
  #copies = 0;

  constructor(options: PostOptions) {
    this.#options = options;
  }

  /** Sends what has happened since. */
  send(): void {
    const { hooks } = this.#options.world;
    for (; this.#sent < hooks.length; this.#sent += 1) {
      const hook = hooks[this.#sent];
      if (hook !== undefined) this.#dispatch(hook);
    }
  }

  #dispatch(hook: Hook): void {
    const { mischief, world } = this.#options;
    if (mischief.strikes('hook-unattempted')) return;
    if (mischief.strikes('hook-lost')) {
      world.attempted(hook.guid, false);
      return;
    }
    const letter = this.#letter(hook);
    this.#deliver(letter, this.#delay());
    if (mischief.strikes('hook-doubled')) this.#deliver(letter, this.#delay());
    if (mischief.strikes('hook-copied')) {
      this.#copies += 1;
      this.#deliver({ ...letter, guid: `copy-${this.#copies}`, isLogged: false }, this.#delay());
    }
    if (mischief.strikes('hook-forged'))
      this.#deliver(
        { ...letter, guid: `forged-${hook.guid}`, isForged: true, isLogged: false },
        50,
      );
    if (mischief.strikes('hook-broken')) this.#stray('broken', '{"action":');
  }

  #letter({ guid, event, payload }: Hook): Outgoing {
    const { mischief } = this.#options;
    if (mischief.strikes('hook-odd')) {
      this.#stray(
        'odd',
        JSON.stringify({ ...payload, sender: null, action: 'frobnicated' }),
        event,
      );
      return {
        guid,
        event,
        body: JSON.stringify({ ...payload, more: { deep: [null] } }),
        ...PLAIN,
      };
    }
    return { guid, event, body: JSON.stringify(payload), ...PLAIN };
  }

  /** Something that was signed, and is none of the events that happened. */
  #stray(kind: string, body: string, event = 'issue_comment'): void {
    this.#copies += 1;
    this.#deliver(
      { guid: `${kind}-${this.#copies}`, event, body, isForged: false, isLogged: false },
      SECOND,
    );
  }

  #delay(): number {
    const { mischief } = this.#options;
    if (mischief.strikes('hook-very-late')) return mischief.between(60, 270) * MINUTE;
    if (mischief.strikes('hook-late')) return mischief.between(SECOND, 5 * MINUTE);
    return mischief.between(50, 500);
  }

  #deliver(letter: Outgoing, delay: number): void {
    const { scheduler, world, door } = this.#options;
    scheduler.at(scheduler.now + delay, () => {
      const machine = door();
      const note = (isAcknowledged: boolean) => {
        if (letter.isLogged) world.attempted(letter.guid, isAcknowledged);
      };
      if (machine === undefined) return note(false);
      // GitHub waits ten seconds. What is acknowledged later counts as failed there.
      let isAnswered = false;
      const limit = scheduler.at(scheduler.now + 10 * SECOND, () => {
        isAnswered = true;
        note(false);
      });
      machine.take(letter).then(
        (isAcknowledged) => {
          this.#options.answered({ ...letter, isAcknowledged });
          if (isAnswered) return;
          limit.cancel();
          note(isAcknowledged);
        },
        () => {},
      );
    });
  }
}

interface Outgoing extends Letter {
  /** Whether GitHub knows of it. */
  readonly isLogged: boolean;
}

const PLAIN = { isForged: false, isLogged: true } as const;
