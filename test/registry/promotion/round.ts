import { pushManifest } from '../push.ts';
import { sha256 } from '../server/answer.ts';
import { wire } from '../wire.ts';
import { copyTree, pull, type Way } from './copy.ts';
import type { Forge } from './forge.ts';
import { type Entry, readList } from './list.ts';
import { placeOf, type Settings } from './settings.ts';

/** What a round needs. */
export interface Round {
  readonly settings: Settings;
  readonly forge: Forge;
  readonly commit: string;
  /** Whether it puts other bytes under the tags than the list says, as a job that was tampered with. */
  readonly wrong: boolean;
  readonly say: (line: string) => void;
}

/** An entry, and the repositories it is about. */
interface Edge extends Entry {
  readonly way: Way;
}

/**
 * Brings production to where the lists of one commit want it. Nothing is copied
 * unless all of it may be: a tag that points elsewhere in production stops the round.
 * @returns What was done, in a few words.
 */
export async function promote(round: Round): Promise<string> {
  const edges = await readEdges(round);
  const open: { readonly edge: Edge; readonly tags: readonly string[] }[] = [];
  for (const edge of edges) {
    const tags = await missingTags(edge);
    const isBare = edge.tags.length === 0 && !(await isCopied(edge));
    if (tags.length > 0 || isBare) open.push({ edge, tags });
  }
  let lost = 0;
  for (const { edge, tags } of open) {
    const isThere = await copyTree(edge.way, edge.digest);
    if (isThere) await setTags(edge, tags, round);
    else lost += 1;
    const outcome = isThere ? 'promoted' : 'lost (not in staging)';
    round.say(`${outcome}: ${edge.way.to.path} ${edge.tags.join(' ')} ${edge.digest}`);
  }
  const done = open.length - lost;
  return `${done} promoted, ${edges.length - open.length} there already, ${lost} lost`;
}

async function readEdges({ settings, forge, commit, say }: Round): Promise<Edge[]> {
  const edges: Edge[] = [];
  for (const folder of await forge.folders(settings.pathPrefix, commit)) {
    const place = placeOf(folder, settings);
    const text = await forge.file(`${settings.pathPrefix}/${folder}/images.yaml`, commit);
    if (place === undefined || text === undefined) {
      say(`passed over: ${folder}`);
      continue;
    }
    for (const entry of readList(text)) {
      const from = wire(settings.from, `${place.from}/${entry.name}`);
      const to = wire(settings.to, `${place.to}/${entry.name}`);
      edges.push({ ...entry, way: { from, to } });
    }
  }
  return edges;
}

async function missingTags({ way, digest, tags }: Edge): Promise<string[]> {
  const missing: string[] = [];
  for (const tag of tags) {
    const there = await pull(way.to, tag);
    if (there === undefined) missing.push(tag);
    else if (sha256(there.bytes) !== digest) {
      throw new Error(`${way.to.path}:${tag} is there with another digest, and tags do not move`);
    }
  }
  return missing;
}

async function isCopied({ way, digest }: Edge): Promise<boolean> {
  return (await pull(way.to, digest)) !== undefined;
}

async function setTags({ way, digest }: Edge, tags: readonly string[], { wrong }: Round) {
  const draft = await pull(way.to, digest);
  if (draft === undefined) throw new Error(`${way.to.path}@${digest} is gone again`);
  const bytes = wrong ? Buffer.concat([draft.bytes, Buffer.from('\n')]) : draft.bytes;
  for (const tag of tags) await pushManifest(way.to, { ...draft, bytes }, tag);
}
