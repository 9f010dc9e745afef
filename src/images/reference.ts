import { type Digest, isDigest } from '../domain/digest.ts';
import { RingmasterError } from '../domain/errors.ts';

/**
 * Where an image or chart stands: a repository of a registry, and a tag or a
 * digest in it. `gcr.io/project/app:v1` has host `gcr.io`, path `project/app`.
 */
export interface ImageReference {
  readonly host: string;
  readonly path: string;
  readonly tag?: string;
  readonly digest?: Digest;
}

// Grammar of the OCI distribution specification 1.1, "Pulling manifests".
const PATH = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
const HOST = /^[a-z0-9]+(?:[.-][a-z0-9]+)*(?::[0-9]{1,5})?$/i;

/** Whether a text may be an image tag. Git allows far more in its tags. */
export function isImageTag(text: string): boolean {
  return TAG.test(text);
}

/**
 * Reads `host/path`, `host/path:tag` or `host/path@sha256:…`.
 *
 * The host is never guessed: `nginx` is not read as Docker Hub's `library/nginx`.
 * @throws RingmasterError `artifact-invalid`, naming the part that is wrong.
 */
export function parseReference(text: string): ImageReference {
  const slash = text.indexOf('/');
  const host = text.slice(0, Math.max(slash, 0));
  if (!HOST.test(host)) throw invalid(text, 'it must begin with the host of a registry');
  const rest = text.slice(slash + 1);

  const at = rest.indexOf('@');
  if (at >= 0) {
    const digest = rest.slice(at + 1);
    if (!isDigest(digest)) throw invalid(text, 'what follows "@" is not a sha256 digest');
    return { host, path: checkedPath(rest.slice(0, at), text), digest };
  }
  const colon = rest.lastIndexOf(':');
  if (colon < 0) return { host, path: checkedPath(rest, text) };
  const tag = rest.slice(colon + 1);
  if (!isImageTag(tag)) throw invalid(text, `"${tag}" is not an image tag`);
  return { host, path: checkedPath(rest.slice(0, colon), text), tag };
}

/** The reference as people write it. */
export function formatReference({ host, path, tag, digest }: ImageReference): string {
  if (digest !== undefined) return `${host}/${path}@${digest}`;
  return tag === undefined ? `${host}/${path}` : `${host}/${path}:${tag}`;
}

function checkedPath(path: string, text: string): string {
  if (!PATH.test(path)) throw invalid(text, `"${path}" is not a repository of a registry`);
  return path;
}

function invalid(text: string, reason: string): RingmasterError {
  return new RingmasterError('artifact-invalid', `"${text}" is no image reference: ${reason}`);
}
