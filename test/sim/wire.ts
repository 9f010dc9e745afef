import { RingmasterError, type TroubleCode } from '../../src/domain/errors.ts';
import type { Mischief } from './faults.ts';
import type { Scheduler } from './scheduler.ts';

const SECOND = 1000;

/** How long a client waits for an answer. */
const TIMEOUT = 15 * SECOND;

/** What a request goes through: its process may die, and time passes. */
export interface Caller {
  /** Runs something later, unless the process is dead by then; a frozen one comes to it when it wakes. */
  later(delay: number, run: () => void): void;
  die(): void;
}

export interface WireOptions {
  readonly scheduler: Scheduler;
  readonly mischief: Mischief;
  /** Lets the next read see the world as it was at that moment. */
  sightAt(moment: number): void;
  /** Whether nothing outside can be reached now. */
  isOut(): boolean;
  /** Told of every request and what became of it. */
  trace(line: () => string): void;
}

type Intent = 'read' | 'write';

/** Every way from a process to the outside, with all that can happen on it. */
export class Wire {
  readonly #options: WireOptions;
  readonly #caller: Caller;

  constructor(caller: Caller, options: WireOptions) {
    this.#caller = caller;
    this.#options = options;
  }

  /** A request to GitHub, a registry or the chat. `run` does its whole work when it is called. */
  ask<T>(what: string, intent: Intent, run: () => Promise<T>): Promise<T> {
    const { mischief } = this.#options;
    if (mischief.strikes('killed-before')) return this.#die(what, 'dies before it');
    return new Promise((resolve, reject) => {
      const answer = (delay: number, tell: () => void) => this.#answer(what, delay, tell);
      this.#options.scheduler.at(this.#arrival(), () =>
        this.#arrive({ what, intent, run, resolve, reject, answer }),
      );
    });
  }

  /** A call of the database: it happens whole or not at all. */
  store<T>(what: string, isWrite: boolean, run: () => Promise<T>): Promise<T> {
    const { mischief } = this.#options;
    if (isWrite && mischief.strikes('killed-writing')) return this.#die(what, 'dies before it');
    if (isWrite && mischief.strikes('store-refused'))
      return this.#fail(what, 'outside-unreachable', 'the disk of the database is full');
    const delay = mischief.strikes('store-slow') ? mischief.between(SECOND, 5 * SECOND) : 1;
    return new Promise((resolve, reject) => {
      this.#caller.later(delay, () => {
        this.#options.trace(() => what);
        const done = run();
        if (isWrite && mischief.strikes('killed-written')) {
          done.catch(() => {});
          this.#caller.die();
          return;
        }
        if (isWrite && mischief.strikes('store-unanswered')) {
          done.catch(() => {});
          reject(new RingmasterError('outside-unreachable', 'the database did not answer'));
        } else done.then(resolve, reject);
      });
    });
  }

  #arrival(): number {
    const { mischief, scheduler } = this.#options;
    return scheduler.now + mischief.between(20, 120);
  }

  /** A request comes to where it is to be answered, or fails before that. */
  #arrive<T>(request: Request<T>): void {
    const { what, intent, run, answer, reject } = request;
    const { mischief, scheduler, isOut, trace } = this.#options;
    const unknown = intent === 'write' ? 'outcome-unknown' : 'outside-unreachable';
    const fail = (code: TroubleCode, delay: number, wait?: number) => {
      trace(() => `${what}: ${code}`);
      const options = wait === undefined ? {} : { wait };
      answer(delay, () => reject(new RingmasterError(code, `${what} failed`, options)));
    };
    if (isOut() || mischief.strikes('unreachable')) fail(unknown, 100);
    else if (mischief.strikes('limited'))
      fail('outside-limited', 100, mischief.between(1, 120) * SECOND);
    else if (mischief.strikes('limited-silently')) fail('outside-limited', 100, 60 * SECOND);
    else if (intent === 'write' && mischief.strikes('refused')) fail('outside-refused', 100);
    else if (intent === 'write' && mischief.strikes('late-effect')) {
      fail('outcome-unknown', TIMEOUT);
      scheduler.at(scheduler.now + mischief.between(1, 30) * SECOND, () => {
        trace(() => `${what}: carried out late`);
        run().catch(() => {});
      });
    } else this.#carryOut(request, fail);
  }

  #carryOut<T>(request: Request<T>, fail: (code: TroubleCode, delay: number) => void): void {
    const { what, intent, run, resolve, reject, answer } = request;
    const { mischief, scheduler, sightAt, trace } = this.#options;
    const past = intent === 'read' && mischief.strikes('stale') ? mischief.between(1, 60) : 0;
    sightAt(scheduler.now - past * SECOND);
    trace(() => (past === 0 ? what : `${what} as of ${past} s ago`));
    const done = run();
    sightAt(scheduler.now);
    if (intent === 'write' && mischief.first('answer-lost', 'answer-garbled') !== undefined) {
      done.catch(() => {});
      fail('outcome-unknown', mischief.between(50, TIMEOUT));
      return;
    }
    const delay = mischief.strikes('slow') ? mischief.between(SECOND, 14 * SECOND) : 80;
    done.then(
      (value) => answer(delay, () => resolve(value)),
      (error: unknown) => answer(delay, () => reject(error)),
    );
  }

  #answer(what: string, delay: number, tell: () => void): void {
    if (this.#options.mischief.strikes('killed-after')) {
      this.#options.trace(() => `${what}: the process dies before the answer`);
      this.#caller.die();
      return;
    }
    this.#caller.later(delay, tell);
  }

  #die<T>(what: string, how: string): Promise<T> {
    this.#options.trace(() => `${what}: the process ${how}`);
    this.#caller.die();
    return new Promise(() => {});
  }

  #fail<T>(what: string, code: 'outside-unreachable', reason: string): Promise<T> {
    this.#options.trace(() => `${what}: ${reason}`);
    return Promise.reject(new RingmasterError(code, reason));
  }
}

interface Request<T> {
  readonly what: string;
  readonly intent: Intent;
  run(): Promise<T>;
  resolve(value: T): void;
  reject(error: unknown): void;
  answer(delay: number, tell: () => void): void;
}

/**
 * The same door, through the wire: every method that is called becomes a request.
 * @param intentOf what a method is by its name; undefined: it is no request.
 */
export function through<Door extends object>(
  wire: Wire,
  door: Door,
  {
    name,
    intentOf,
  }: {
    readonly name: string;
    intentOf(method: string): Intent | 'store' | 'store-read' | undefined;
  },
): Door {
  return new Proxy(door, {
    get(target, key): unknown {
      const found: unknown = Reflect.get(target, key);
      const intent = typeof key === 'string' ? intentOf(key) : undefined;
      if (typeof found !== 'function' || intent === undefined) return found;
      return (...args: unknown[]) => {
        const run = (): Promise<unknown> => Reflect.apply(found, target, args);
        const what = `${name}.${String(key)}${words(args)}`;
        if (intent === 'store' || intent === 'store-read')
          return wire.store(what, intent === 'store', run);
        return wire.ask(what, intent, run);
      };
    },
  });
}

/** What a call is about, short enough for a trace. */
function words(args: readonly unknown[]): string {
  const [first] = args;
  return typeof first === 'string' || typeof first === 'number' ? `(${first})` : '';
}
