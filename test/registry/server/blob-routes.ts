import { randomUUID } from 'node:crypto';
import { type Answer, type Call, plain, problem, sha256 } from './answer.ts';
import type { Storage } from './storage.ts';

/** The uploads that are under way: where to, and what has come so far. */
export type Uploads = Map<string, { readonly path: string; readonly bytes: Buffer }>;

/** Where blobs are kept, and where they are on their way. */
export interface BlobRoom {
  readonly storage: Storage;
  readonly uploads: Uploads;
}

const UNKNOWN_UPLOAD = problem(404, 'BLOB_UPLOAD_UNKNOWN', 'no such upload in this repository');

/** A blob, for whoever knows its digest. */
export function pullBlob(path: string, digest: string, { storage }: BlobRoom): Answer {
  const body = storage.blob(path, digest);
  if (body === undefined) return problem(404, 'BLOB_UNKNOWN', `no blob ${digest}`);
  const headers = { 'content-type': 'application/octet-stream', 'docker-content-digest': digest };
  return { status: 200, headers, body };
}

/** Shows a blob of another repository in this one; undefined where there is none to show. */
export function mountBlob({ url }: Call, path: string, { storage }: BlobRoom): Answer | undefined {
  const digest = url.searchParams.get('mount');
  const from = url.searchParams.get('from');
  if (digest === null || from === null) return undefined;
  return storage.mountBlob(from, path, digest) ? created(path, digest) : undefined;
}

/** Opens an upload, or takes in the whole blob where its digest is named at once. */
export function openUpload({ url, body }: Call, path: string, room: BlobRoom): Answer {
  const digest = url.searchParams.get('digest');
  if (digest !== null) return finished(path, { digest, bytes: body }, room);
  const id = randomUUID();
  room.uploads.set(id, { path, bytes: Buffer.alloc(0) });
  return underway(202, id, room);
}

/** Goes on with an upload: asks how far it is, adds to it, ends it, or gives it up. */
export function continueUpload(call: Call, id: string, room: BlobRoom): Answer {
  const known = room.uploads.get(id);
  if (known === undefined || !call.url.pathname.startsWith(`/v2/${known.path}/blobs/`)) {
    return UNKNOWN_UPLOAD;
  }
  if (call.method === 'GET') return underway(204, id, room);
  if (call.method === 'DELETE') return room.uploads.delete(id) ? plain(204) : UNKNOWN_UPLOAD;
  const start = /^(\d+)-/.exec(call.headers['content-range'] ?? '')?.[1];
  if (start !== undefined && Number(start) !== known.bytes.length) return underway(416, id, room);

  const bytes = Buffer.concat([known.bytes, call.body]);
  if (call.method === 'PATCH') {
    room.uploads.set(id, { path: known.path, bytes });
    return underway(202, id, room);
  }
  room.uploads.delete(id);
  return finished(known.path, { digest: call.url.searchParams.get('digest'), bytes }, room);
}

function underway(status: number, id: string, { uploads }: BlobRoom): Answer {
  const upload = uploads.get(id);
  return plain(status, {
    location: `/v2/${upload?.path}/blobs/uploads/${id}`,
    range: `0-${Math.max((upload?.bytes.length ?? 0) - 1, 0)}`,
    'docker-upload-uuid': id,
  });
}

function finished(
  path: string,
  { digest, bytes }: { readonly digest: string | null; readonly bytes: Buffer },
  { storage }: BlobRoom,
): Answer {
  if (digest !== sha256(bytes)) {
    return problem(400, 'DIGEST_INVALID', 'the digest does not match the uploaded content');
  }
  return created(path, storage.addBlob(path, bytes));
}

function created(path: string, digest: string): Answer {
  const headers = { location: `/v2/${path}/blobs/${digest}`, 'docker-content-digest': digest };
  return plain(201, headers);
}
