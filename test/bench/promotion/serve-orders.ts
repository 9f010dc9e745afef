import { ORDER, type Order } from './order.ts';

/** Carries out orders of the bench one after another, in a process of their own. */
export function serveOrders(carryOut: (order: Order) => Promise<number>): void {
  process.on('message', (message) => {
    carryOut(ORDER.parse(message)).then(
      (time) => process.send?.({ time }),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
}
