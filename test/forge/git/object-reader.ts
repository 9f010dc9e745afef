import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { gitEnvironment } from './run.ts';

/** The four kinds of things git stores. */
export type ObjectType = 'commit' | 'tree' | 'blob' | 'tag';

/** An object's name, kind and size in bytes, without its content. */
export interface ObjectInfo {
  readonly oid: string;
  readonly type: ObjectType;
  readonly size: number;
}

/** An object with its raw content, without git's header. */
export interface GitObject extends ObjectInfo {
  readonly content: Buffer;
}

interface Question {
  readonly wantsContent: boolean;
  readonly answer: (found: GitObject | undefined) => void;
  readonly fail: (error: Error) => void;
}

const NEWLINE = 0x0a;
const HEADER = /^([0-9a-f]{40}) (commit|tree|blob|tag) ([0-9]+)$/;

/**
 * Reads objects through one `git cat-file --batch-command` that stays alive,
 * because starting git costs more than all reading does.
 */
export class ObjectReader {
  readonly #directory: string;
  readonly #questions: Question[] = [];
  #process: ChildProcessWithoutNullStreams | undefined;
  #isClosed = false;
  #chunks: Buffer[] = [];
  /** Bytes without which the next answer cannot be complete; nothing is joined before they are here. */
  #needed = 0;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** The object a revision expression names, with content; undefined where there is none. */
  contents(expression: string): Promise<GitObject | undefined> {
    return this.#ask('contents', expression);
  }

  /** Kind and size of the object a revision expression names. */
  info(expression: string): Promise<ObjectInfo | undefined> {
    return this.#ask('info', expression);
  }

  /** Ends git; whoever asks afterwards is refused. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const running = this.#process;
    if (running === undefined) return;
    this.#process = undefined;
    running.stdin.end();
    if (running.exitCode === null) await once(running, 'exit');
  }

  #ask(command: 'contents' | 'info', expression: string): Promise<GitObject | undefined> {
    // A newline would end the question and begin another one.
    if (this.#isClosed) return Promise.reject(new Error('the repository is closed'));
    if (expression === '' || /[\n\0]/.test(expression)) return Promise.resolve(undefined);
    return new Promise((answer, fail) => {
      this.#questions.push({ wantsContent: command === 'contents', answer, fail });
      this.#running().stdin.write(`${command} ${expression}\n`);
    });
  }

  #running(): ChildProcessWithoutNullStreams {
    if (this.#process !== undefined) return this.#process;
    const started = spawn('git', ['cat-file', '--batch-command'], {
      cwd: this.#directory,
      env: gitEnvironment(),
    });
    const giveUp = (error: Error) => {
      this.#process = undefined;
      for (const { fail } of this.#questions.splice(0)) fail(error);
    };
    started.stdout.on('data', (chunk: Buffer) => this.#take(chunk));
    started.stdin.on('error', giveUp);
    started.on('error', giveUp);
    started.on('exit', () => giveUp(new Error('git cat-file ended while it was being asked')));
    this.#process = started;
    return started;
  }

  #take(chunk: Buffer): void {
    this.#chunks.push(chunk);
    const length = this.#chunks.reduce((sum, { length }) => sum + length, 0);
    if (length < this.#needed) return;
    let received = Buffer.concat(this.#chunks);
    this.#needed = 0;
    for (let used: number | undefined = 0; used !== undefined; ) {
      received = received.subarray(used);
      used = this.#answerNext(received);
    }
    this.#chunks = received.length === 0 ? [] : [received];
  }

  /** Answers the next question and tells how many bytes that took; undefined while more must come. */
  #answerNext(received: Buffer): number | undefined {
    const [question] = this.#questions;
    const end = received.indexOf(NEWLINE);
    if (question === undefined || end < 0) return undefined;
    const [, oid, type, digits] = HEADER.exec(received.toString('latin1', 0, end)) ?? [];
    const found = oid !== undefined && isObjectType(type);
    const size = found ? Number(digits) : 0;
    const used = end + 1 + (found && question.wantsContent ? size + 1 : 0);
    if (received.length < used) {
      this.#needed = used;
      return undefined;
    }
    this.#questions.shift();
    const content = Buffer.from(received.subarray(end + 1, Math.max(used - 1, end + 1)));
    question.answer(found ? { oid, type, size, content } : undefined);
    return used;
  }
}

/** Whether a word is one of git's four object kinds. */
export function isObjectType(text: string | undefined): text is ObjectType {
  return text === 'commit' || text === 'tree' || text === 'blob' || text === 'tag';
}
