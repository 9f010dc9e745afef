import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { gitEnvironment } from './run.ts';

/** One request of git's smart HTTP protocol. */
export interface BackendRequest {
  readonly directory: string;
  readonly method: string;
  /** The path below the repository: `/info/refs`, `/git-upload-pack` or `/git-receive-pack`. */
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
  /** Who pushes; undefined reads only. */
  readonly user: string | undefined;
}

/** What git answers, ready to be sent. */
export interface BackendAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Hands a request to `git http-backend`, which is a CGI program (RFC 3875), and reads its answer. */
export async function askBackend(request: BackendRequest): Promise<BackendAnswer> {
  const { body } = request;
  const running = spawn('git', ['http-backend'], { env: environmentFor(request) });
  // git closes its input early when it refuses; its answer then tells why.
  running.stdin.on('error', () => undefined);
  running.stdin.end(body);
  const [output, complaint] = await Promise.all([buffer(running.stdout), text(running.stderr)]);
  const end = output.indexOf('\r\n\r\n');
  if (end < 0) throw new Error(`git http-backend answered nothing: ${complaint}`);

  const headers: Record<string, string> = {};
  for (const line of output.toString('latin1', 0, end).split('\r\n')) {
    const colon = line.indexOf(':');
    headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
  }
  const { status = '200', ...rest } = headers;
  return { status: Number.parseInt(status, 10), headers: rest, body: output.subarray(end + 4) };
}

function environmentFor(request: BackendRequest): NodeJS.ProcessEnv {
  const { directory, method, path, query, headers, body, user } = request;
  const optional = {
    REMOTE_USER: user,
    CONTENT_TYPE: headers['content-type'],
    GIT_PROTOCOL: headers['git-protocol'],
    HTTP_CONTENT_ENCODING: headers['content-encoding'],
  };
  return {
    ...gitEnvironment(),
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
    GIT_HTTP_EXPORT_ALL: '1',
    GIT_PROJECT_ROOT: dirname(directory),
    PATH_INFO: directory.slice(dirname(directory).length) + path,
    REQUEST_METHOD: method,
    QUERY_STRING: query,
    CONTENT_LENGTH: String(body.length),
    REMOTE_ADDR: '127.0.0.1',
  };
}
