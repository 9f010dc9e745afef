import { type Answer, type Call, json, problem } from './answer.ts';
import { type BlobRoom, continueUpload, mountBlob, openUpload, pullBlob } from './blob-routes.ts';
import type { Door } from './login.ts';
import {
  listReferrers,
  type ManifestRules,
  pullManifest,
  pushManifest,
} from './manifest-routes.ts';
import type { Storage } from './storage.ts';

/** Everything that the answer to a request depends on. */
export interface House {
  readonly storage: Storage;
  readonly door: Door;
  readonly blobs: BlobRoom;
  readonly rules: ManifestRules;
  /** False makes it as Debian's registry, which has no referrers API. */
  readonly referrers: boolean;
}

/** A place in a repository: `room` says what of it, `rest` which one. */
export interface Place {
  readonly path: string;
  readonly room: string;
  readonly rest: string;
}

const ROUTE =
  /^\/v2\/(?<path>.+?)\/(?<room>manifests|blobs\/uploads|blobs|tags|referrers)\/(?<rest>[^/]*)$/;
const PATH = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;

/** The place that a URL names, if any. */
export function placeOf({ url }: Call): Place | undefined {
  const groups = ROUTE.exec(url.pathname)?.groups;
  if (groups === undefined) return undefined;
  return { path: groups.path ?? '', room: groups.room ?? '', rest: groups.rest ?? '' };
}

/** What a sound registry answers. A route that it does not have is answered with 501. */
export function answerTo(call: Call, house: House): Answer {
  const { pathname } = call.url;
  if (pathname === '/token') return house.door.token(call);
  if (pathname === '/v2/') return house.door.refusal(call, { action: 'pull' }) ?? json(200, {});
  const place = placeOf(call);
  if (place === undefined) return unknownRoute(call);
  const { path } = place;
  if (!PATH.test(path)) return problem(400, 'NAME_INVALID', `"${path}" is no repository`);
  const action = call.method === 'GET' || call.method === 'HEAD' ? 'pull' : 'push';
  return house.door.refusal(call, { path, action }) ?? routed(call, place, house);
}

function routed(call: Call, place: Place, house: House): Answer {
  const { path, room, rest } = place;
  switch (`${call.method === 'HEAD' ? 'GET' : call.method} ${room}`) {
    case 'GET manifests':
      return pullManifest(house.storage.manifest(path, rest), call);
    case 'PUT manifests':
      return pushManifest(call, place, house.rules);
    case 'GET blobs':
      return pullBlob(path, rest, house.blobs);
    case 'POST blobs/uploads':
      return mounted(call, path, house) ?? openUpload(call, path, house.blobs);
    case 'GET blobs/uploads':
    case 'PATCH blobs/uploads':
    case 'PUT blobs/uploads':
    case 'DELETE blobs/uploads':
      return continueUpload(call, rest, house.blobs);
    case 'GET tags':
      return rest === 'list' ? listTags(call, path, house.storage) : unknownRoute(call);
    case 'GET referrers':
      if (house.referrers) return listReferrers(call, place, house.storage);
      return problem(404, 'NOT_FOUND', 'there is no referrers API here');
    default:
      return unknownRoute(call);
  }
}

/** Whoever may not read the other repository has to send the blob, as if it were not there. */
function mounted(call: Call, path: string, { door, blobs }: House): Answer | undefined {
  const from = call.url.searchParams.get('from');
  if (from === null || door.refusal(call, { path: from, action: 'pull' })) return undefined;
  return mountBlob(call, path, blobs);
}

function listTags({ url }: Call, path: string, storage: Storage): Answer {
  const repository = storage.repository(path);
  if (repository === undefined) return problem(404, 'NAME_UNKNOWN', `no repository ${path}`);
  const last = url.searchParams.get('last') ?? '';
  const left = [...repository.tags.keys()].sort().filter((tag) => tag > last);
  const size = Number(url.searchParams.get('n') ?? left.length);
  const tags = left.slice(0, size);
  const next = new URLSearchParams({ n: String(size), last: tags.at(-1) ?? '' });
  const link = `</v2/${path}/tags/list?${next}>; rel="next"`;
  return json(200, { name: path, tags }, left.length > tags.length ? { link } : {});
}

function unknownRoute({ method, url }: Call): Answer {
  return problem(501, 'UNSUPPORTED', `no route for ${method} ${url.pathname}`);
}
