import type { ServerResponse } from 'node:http';
import type { Player } from './accounts.ts';
import type { Regions } from './regions.ts';

interface Listener {
  readonly player: Player;
  readonly response: ServerResponse;
  /** What it was sent last, part by part. */
  sent: Partial<Regions>;
}

/** Open pages, which are sent what has changed for them as server-sent events. */
export class Listeners {
  readonly #all = new Set<Listener>();

  /** Sends everything once, and changes from then on. */
  add(player: Player, { response, regions }: { response: ServerResponse; regions: Regions }): void {
    const listener: Listener = { player, response, sent: {} };
    this.#all.add(listener);
    response.on('close', () => this.#all.delete(listener));
    send(listener, regions);
  }

  /** Sends every page what is new for it. */
  tell(regionsFor: (player: Player) => Regions): void {
    for (const listener of this.#all) send(listener, regionsFor(listener.player));
  }

  /** Says goodbye, with the last words for the page. */
  end(words: string): void {
    for (const { response } of this.#all)
      response.end(`event: end\ndata: ${JSON.stringify({ words })}\n\n`);
  }
}

function send(listener: Listener, regions: Regions): void {
  const changed = Object.entries(regions).filter(
    ([region, markup]) =>
      Object.entries(listener.sent).find(([name]) => name === region)?.[1] !== markup,
  );
  listener.sent = regions;
  if (changed.length === 0) return;
  const data = JSON.stringify({ regions: Object.fromEntries(changed) });
  listener.response.write(`event: regions\ndata: ${data}\n\n`);
}
