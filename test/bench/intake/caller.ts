import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { ID_PLACE } from './letter.ts';

const HEAD_END = '\r\n\r\n';

/** One connection that asks one thing after another. It does as little as it can, so as to measure the other side. */
export class Caller {
  readonly #socket: Socket;
  readonly #request: Buffer;
  readonly #idAt: number;
  #answer = '';
  #settle = (_status: number) => {};
  #fail = (_error: Error) => {};

  private constructor(socket: Socket, request: Buffer) {
    this.#socket = socket;
    this.#request = Buffer.from(request);
    this.#idAt = request.indexOf(ID_PLACE);
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => this.#hear(text));
    socket.on('error', (error) => this.#fail(error));
    socket.on('close', () => this.#fail(new Error('the connection was closed')));
  }

  static async dial(port: number, request: Buffer): Promise<Caller> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    await once(socket, 'connect');
    return new Caller(socket, request);
  }

  /** Sends the request under an id of its own. @returns the status. */
  call(): Promise<number> {
    this.#request.write(randomUUID(), this.#idAt, 'latin1');
    return new Promise((resolve, reject) => {
      this.#settle = resolve;
      this.#fail = reject;
      this.#socket.write(this.#request);
    });
  }

  hangUp(): void {
    this.#fail = () => {};
    this.#socket.destroy();
  }

  #hear(text: string): void {
    this.#answer += text;
    if (!isWhole(this.#answer)) return;
    const status = Number(this.#answer.slice('HTTP/1.1 '.length, 'HTTP/1.1 200'.length));
    this.#answer = '';
    this.#settle(status);
  }
}

function isWhole(answer: string): boolean {
  const end = answer.indexOf(HEAD_END);
  if (end === -1) return false;
  const [, length] = /\r\ncontent-length: (\d+)/i.exec(answer) ?? [];
  if (length === undefined) return answer.endsWith(`0${HEAD_END}`);
  return answer.length >= end + HEAD_END.length + Number(length);
}
