import { createServer } from 'node:http';
import { type Listening, listening } from '../listening.ts';

/** What is asked of a running job, by its control port. */
export interface Wishes {
  /** No new round begins. */
  paused: boolean;
  /** The next round fails before it does anything. */
  broken: boolean;
  /** The next round puts other bytes under the tags than the list says. */
  wrong: boolean;
  /** A round is wanted though the branch has not moved, as the daily run is. */
  again: boolean;
}

/** The words of the control port, and what each of them changes. */
const WORDS: Readonly<Record<string, Partial<Wishes>>> = {
  '/pause': { paused: true },
  '/resume': { paused: false },
  '/break': { broken: true },
  '/wrong': { wrong: true },
  '/again': { again: true },
};

/** Listens for `POST /pause`, `/resume`, `/break`, `/wrong` and `/again`. */
export function startControl(wishes: Wishes): Promise<Listening> {
  const server = createServer((request, response) => {
    const word = WORDS[request.url ?? ''];
    if (word === undefined || request.method !== 'POST') {
      response.writeHead(404).end();
      return;
    }
    Object.assign(wishes, word);
    response.writeHead(204).end();
  });
  return listening(server);
}
