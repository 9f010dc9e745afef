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
const HOST = /^[a-z0-9]+(?:(?:\.|-+)[a-z0-9]+)*(?::[0-9]{1,5})?$/i;

/** The specification lets clients refuse a host and path of more than 255 characters together. */
const LONGEST = 255;

/** Whether a text may be an image tag. Git allows far more in its tags. */
export function isImageTag(text: string): boolean {
  return TAG.test(text);
}

/**
 * Reads `host/path`, `host/path:tag` or `host/path@sha256:…`.
 *
 * The host is never guessed: `nginx` is not read as Docker Hub's
 * `library/nginx`, and the `acme` of `acme/app` is not taken for a host, which
 * needs a dot or a port in it, or is `localhost`.
 * @throws RingmasterError `artifact-invalid`, naming the part that is wrong.
 */
export function parseReference(text: string): ImageReference {
  const slash = text.indexOf('/');
  const host = text.slice(0, Math.max(slash, 0)).toLowerCase();
  if (!isHost(host)) throw invalid(text, 'it must begin with the host of a registry');
  const rest = text.slice(slash + 1);

  const at = rest.indexOf('@');
  if (at >= 0) {
    const digest = rest.slice(at + 1);
    if (!isDigest(digest)) throw invalid(text, 'what follows "@" is not a sha256 digest');
    return { host, path: checkedPath(host, rest.slice(0, at), text), digest };
  }
  const colon = rest.lastIndexOf(':');
  if (colon < 0) return { host, path: checkedPath(host, rest, text) };
  const tag = rest.slice(colon + 1);
  if (!isImageTag(tag)) throw invalid(text, `"${tag}" is not an image tag`);
  return { host, path: checkedPath(host, rest.slice(0, colon), text), tag };
}

/** The reference as people write it; where it has both, the digest says it all and the tag is left out. */
export function formatReference({ host, path, tag, digest }: ImageReference): string {
  if (digest !== undefined) return `${host}/${path}@${digest}`;
  return tag === undefined ? `${host}/${path}` : `${host}/${path}:${tag}`;
}

function isHost(text: string): boolean {
  return HOST.test(text) && (text === 'localhost' || /[.:]/.test(text));
}

function checkedPath(host: string, path: string, text: string): string {
  if (host.length + 1 + path.length > LONGEST) throw invalid(text, 'it is too long');
  if (!PATH.test(path)) throw invalid(text, `"${path}" is not a repository of a registry`);
  return path;
}

function invalid(text: string, reason: string): RingmasterError {
  const shown = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return new RingmasterError('artifact-invalid', `"${shown}" is no image reference: ${reason}`);
}
