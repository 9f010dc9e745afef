import { once } from 'node:events';
import { request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { z } from 'zod';
import type { Fields } from './page/acts.ts';
import { KEY_HEADER } from './page/gate.ts';

/** A request to the page, as anything on this machine could make one. */
export interface Question {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly fields?: Fields;
}

const REPLY = z.object({ message: z.string().optional(), refusal: z.string().optional() });

/** Somebody who uses the page without a browser. */
export class Visitor {
  /** What the page's forms show. */
  readonly key: string;
  readonly #url: string;

  /** Use `Visitor.at`. */
  constructor(url: string, key: string) {
    this.#url = url;
    this.key = key;
  }

  /** Reads the page once, for its key. */
  static async at(url: string): Promise<Visitor> {
    const { text } = await new Visitor(url, '').ask({});
    return new Visitor(url, /name="page-key" content="([^"]+)"/.exec(text)?.[1] ?? '');
  }

  async ask({ method = 'GET', path = '/', headers = {}, fields }: Question) {
    const asked = request(new URL(path, this.#url), { method, headers, agent: false });
    asked.end(fields === undefined ? undefined : new URLSearchParams(fields).toString());
    const [answer] = await once(asked, 'response');
    return {
      status: Number(answer.statusCode),
      headers: answer.headers,
      text: (await buffer(answer)).toString('utf8'),
    };
  }

  /** Acts as a form of the page would. @returns what is said against it. */
  async act(name: string, fields: Fields): Promise<string> {
    const headers = { [KEY_HEADER]: this.key };
    const { text } = await this.ask({ method: 'POST', path: `/acts/${name}`, headers, fields });
    const { message, refusal } = REPLY.parse(JSON.parse(text));
    return message ?? refusal ?? '';
  }
}
