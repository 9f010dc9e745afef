import { z } from 'zod';
import { pushChart } from '../registry/chart.ts';
import { pushImage } from '../registry/image.ts';
import type { Remote } from '../registry/wire.ts';
import { call } from './api.ts';
import { PROJECT, STAGED_CHART, STAGED_IMAGE } from './scenery.ts';

/**
 * The build that every pushed tag starts: images with the commit as a label, and
 * a chart that, like most charts, does not say what it was built from.
 */
export interface Builder {
  /** Whether every tag that is there has been built. */
  isIdle(): Promise<boolean>;
  /** Builds again under the same tag, so that its digest moves. */
  rebuildImage(version: string): Promise<void>;
  stop(): Promise<void>;
}

export interface BuilderOptions {
  readonly forge: { readonly url: string; readonly token: string };
  readonly staging: Remote;
  /** Tags that were built before. */
  readonly built: readonly string[];
}

export function startBuilder({ forge, staging, built }: BuilderOptions): Builder {
  const done = new Set(built);
  const stopping = new AbortController();
  const look = async () => {
    for (const { name, commit } of await tagsOf(forge)) {
      if (done.has(name)) continue;
      await build(name, commit, staging);
      done.add(name);
    }
  };
  const running = repeat(look, stopping.signal);
  return {
    isIdle: async () => (await tagsOf(forge)).every(({ name }) => done.has(name)),
    async rebuildImage(version) {
      const tags = await tagsOf(forge);
      const commit = tags.find(({ name }) => name === `v${version}`)?.commit ?? '';
      await buildImage(version, commit, { staging, content: 'built again' });
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

/** Builds what a tag is for. */
export async function build(tag: string, commit: string, staging: Remote): Promise<void> {
  if (tag.startsWith('chart/')) {
    const version = tag.slice('chart/'.length);
    await pushChart({
      to: staging,
      path: STAGED_CHART,
      name: 'dra-example-driver',
      version,
      appVersion: `v${version}`,
    });
  } else if (tag.startsWith('v')) await buildImage(tag.slice(1), commit, { staging, content: tag });
}

async function buildImage(
  version: string,
  commit: string,
  { staging, content }: { readonly staging: Remote; readonly content: string },
): Promise<void> {
  const labels = { 'org.opencontainers.image.revision': commit };
  await pushImage({ to: staging, path: STAGED_IMAGE, tag: `v${version}`, content, labels });
}

async function repeat(work: () => Promise<void>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await work();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const TAGS = `query ($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    refs(refPrefix: "refs/tags/", first: 100) {
      nodes { name target { oid ... on Tag { target { oid } } } }
    }
  }
}`;

const OBJECT = z.object({ oid: z.string() });
const TAG = z.object({ name: z.string(), target: OBJECT.extend({ target: OBJECT.optional() }) });
const ANSWER = z.object({
  data: z.object({ repository: z.object({ refs: z.object({ nodes: z.array(TAG) }) }) }),
});

interface Tag {
  readonly name: string;
  readonly commit: string;
}

/** All of them as they are at one moment: a tag may be taken back at any other. */
async function tagsOf(forge: BuilderOptions['forge']): Promise<readonly Tag[]> {
  const [owner, name] = PROJECT.split('/');
  const body = { query: TAGS, variables: { owner, name } };
  const { data } = ANSWER.parse(await call(forge, 'POST', { path: '/graphql', body }));
  return data.repository.refs.nodes.map((tag) => ({
    name: tag.name,
    commit: tag.target.target?.oid ?? tag.target.oid,
  }));
}
