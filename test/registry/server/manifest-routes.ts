import { type Answer, type Call, json, plain, problem, sha256 } from './answer.ts';
import type { Storage, StoredManifest } from './storage.ts';

/** A repository, and the tag or digest in it. */
interface Place {
  readonly path: string;
  readonly rest: string;
}

/** What happened to a registry: a manifest came, or a tag was set. */
export interface Change {
  readonly path: string;
  readonly digest: string;
  readonly tag?: string;
}

/** How manifests are kept. */
export interface ManifestRules {
  readonly storage: Storage;
  /** Whether a tag, once set, stays where it is. */
  readonly immutableTags: boolean;
  readonly onChange: (change: Change) => void;
}

const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;
const INDEX = 'application/vnd.oci.image.index.v1+json';

/** What is read of a manifest's JSON; it is the clients' task to push sound ones. */
interface Content {
  readonly mediaType?: string;
  readonly artifactType?: string;
  readonly config?: { readonly digest: string; readonly mediaType: string };
  readonly layers?: readonly { readonly digest: string }[];
  readonly manifests?: readonly { readonly digest: string }[];
  readonly subject?: { readonly digest: string };
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A manifest, for a client that accepts its media type; other clients are told that it is unknown. */
export function pullManifest(found: StoredManifest | undefined, { headers }: Call): Answer {
  const accepted = headers.accept ?? '*/*';
  if (found === undefined) return problem(404, 'MANIFEST_UNKNOWN', 'manifest unknown');
  if (!accepted.includes('*/*') && !accepted.includes(found.mediaType)) {
    return problem(404, 'MANIFEST_UNKNOWN', `the client does not accept ${found.mediaType}`);
  }
  const { mediaType, digest, bytes } = found;
  const told = { 'content-type': mediaType, 'docker-content-digest': digest };
  return { status: 200, headers: told, body: bytes };
}

/** Takes in a manifest whose children, config and layers are all there. */
export function pushManifest(call: Call, { path, rest }: Place, rules: ManifestRules): Answer {
  const digest = sha256(call.body);
  const content = contentOf(call.body);
  if (content === undefined) return problem(400, 'MANIFEST_INVALID', 'the manifest is not JSON');
  const refusal =
    refusedName({ path, rest }, digest, rules) ??
    refusedType(call, content) ??
    refusedContent(path, content, rules);
  if (refusal !== undefined) return refusal;
  rules.storage.addManifest(path, call.headers['content-type'] ?? '', call.body);
  if (rest !== digest) rules.storage.setTag(path, rest, digest);
  rules.onChange({ path, digest, ...(rest === digest ? {} : { tag: rest }) });
  return plain(201, {
    location: `/v2/${path}/manifests/${digest}`,
    'docker-content-digest': digest,
    ...(content.subject === undefined ? {} : { 'oci-subject': content.subject.digest }),
  });
}

/** The index of everything that is attached to a manifest. */
export function listReferrers({ url }: Call, { path, rest }: Place, storage: Storage): Answer {
  const wanted = url.searchParams.get('artifactType');
  const manifests = [...(storage.repository(path)?.manifests.values() ?? [])]
    .map((stored) => ({ stored, content: contentOf(stored.bytes) }))
    .filter(({ content }) => content?.subject?.digest === rest)
    .map(({ stored, content }) => ({
      mediaType: stored.mediaType,
      digest: stored.digest,
      size: stored.bytes.length,
      artifactType: content?.artifactType ?? content?.config?.mediaType,
      annotations: content?.annotations,
    }))
    .filter(({ artifactType }) => wanted === null || artifactType === wanted);
  const index = { schemaVersion: 2, mediaType: INDEX, manifests };
  const filtered = wanted === null ? {} : { 'oci-filters-applied': 'artifactType' };
  return json(200, index, { 'content-type': INDEX, ...filtered });
}

function refusedName(
  { path, rest }: Place,
  digest: string,
  { storage, immutableTags }: ManifestRules,
): Answer | undefined {
  if (DIGEST.test(rest)) {
    if (rest === digest) return undefined;
    return problem(400, 'DIGEST_INVALID', `the manifest is ${digest}`);
  }
  if (!TAG.test(rest)) return problem(400, 'TAG_INVALID', `"${rest}" is no tag`);
  const known = storage.manifest(path, rest);
  if (!immutableTags || known === undefined || known.digest === digest) return undefined;
  return problem(400, 'MANIFEST_INVALID', `tag ${rest} is immutable and set already`);
}

function refusedType({ headers }: Call, { mediaType }: Content): Answer | undefined {
  if (mediaType === undefined || mediaType === headers['content-type']) return undefined;
  return problem(400, 'MANIFEST_INVALID', 'the media type differs from the content type');
}

function refusedContent(
  path: string,
  { manifests = [], config, layers = [] }: Content,
  { storage }: ManifestRules,
): Answer | undefined {
  const blobs = [...(config === undefined ? [] : [config]), ...layers];
  const lost =
    manifests.find(({ digest }) => storage.manifest(path, digest) === undefined) ??
    blobs.find(({ digest }) => storage.blob(path, digest) === undefined);
  if (lost === undefined) return undefined;
  return problem(400, 'MANIFEST_BLOB_UNKNOWN', `${lost.digest} is not in the repository`);
}

function contentOf(bytes: Buffer): Content | undefined {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
