import { setTimeout as wait } from 'node:timers/promises';
import { Caller } from './caller.ts';
import { requestOf } from './letter.ts';
import { type Order, type Outcome, order as orderShape } from './order.ts';

// A process of its own that sends webhooks as it is told, and says how it went.
process.on('message', (message) => {
  send(orderShape.parse(message)).then(
    (outcome) => process.send?.(outcome),
    (error: unknown) => {
      throw error;
    },
  );
});
process.on('disconnect', () => process.exit());

async function send(order: Order): Promise<Outcome> {
  const request = requestOf(order.body);
  const callers = await Promise.all(
    Array.from({ length: order.connections }, () => Caller.dial(order.port, request)),
  );
  const times: number[] = [];
  let refused = 0;
  const callOnce = async (caller: Caller, due = performance.now()) => {
    const status = await caller.call();
    if (status >= 200 && status < 300) times.push(performance.now() - due);
    else refused += 1;
  };
  const cpu = process.cpuUsage();
  const begun = performance.now();
  await (order.rate === undefined
    ? asFastAsPossible(callers, begun + order.seconds * 1000, callOnce)
    : paced(callers, { ...order, rate: order.rate, begun }, callOnce));
  const elapsed = performance.now() - begun;
  const { user, system } = process.cpuUsage(cpu);
  for (const caller of callers) caller.hangUp();
  return { times, refused, seconds: elapsed / 1000, load: (user + system) / 1000 / elapsed };
}

type Call = (caller: Caller, due?: number) => Promise<void>;

async function asFastAsPossible(callers: readonly Caller[], end: number, call: Call) {
  await Promise.all(
    callers.map(async (caller) => {
      while (performance.now() < end) await call(caller);
    }),
  );
}

/**
 * So many a second, whether or not the earlier ones are answered. Each is measured
 * from when it was due, so that waiting for a free connection counts as waiting.
 */
async function paced(
  callers: readonly Caller[],
  { rate, seconds, begun }: { rate: number; seconds: number; begun: number },
  call: Call,
) {
  let next = 0;
  await Promise.all(
    callers.map(async (caller) => {
      while (next < rate * seconds) {
        const due = begun + (next / rate) * 1000;
        next += 1;
        const early = due - performance.now();
        if (early > 0) await wait(early);
        await call(caller, due);
      }
    }),
  );
}
