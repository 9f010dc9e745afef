import { join } from 'node:path';
import { isDigest } from '../../../src/domain/digest.ts';
import { addToList } from '../../../src/images/list/add-to-list.ts';
import { pushImage } from '../../registry/image.ts';
import { type GitTimes, gitWay } from './git-way.ts';
import { type Ground, LISTS } from './ground.ts';
import { LARGE, type ListWish } from './lists.ts';
import type { Order } from './order.ts';
import { type Promoter, runCommand } from './processes.ts';

/** What all ways run on. */
export interface Course {
  readonly ground: Ground;
  /** For what is written on the way. */
  readonly folder: string;
  readonly ours: Promoter;
  readonly floor: Promoter;
}

interface Turn {
  readonly list: ListWish;
  readonly round: number;
}

export type WayName = 'floor' | 'floor at once' | 'ours' | 'command' | 'git';

/** One promotion by one way. Times in milliseconds, bytes without headers. */
export interface Result {
  readonly way: WayName;
  readonly list: ListWish;
  readonly round: number;
  readonly time: number;
  /** What it would take with nothing divided. */
  readonly farTime: number;
  readonly requests: number;
  readonly bytes: number;
  /** Megabytes at most; where it has a process of its own. */
  readonly memory?: number;
  readonly parts?: GitTimes;
}

/** A way to make a promotion. */
export interface Way {
  readonly name: WayName;
  /** Whether it is taken in this round; in round 0 what lives longer than one promotion warms up. */
  isTaken(round: number): boolean;
  run(course: Course, turn: Turn): Promise<Result>;
}

/** The ways that a list is promoted by. */
export function ways(list: ListWish): readonly Way[] {
  const all = [FLOOR, OURS, COMMAND, GIT];
  return list === LARGE ? [...all, FLOOR_AT_ONCE] : all;
}

const FLOOR = promoterWay('floor', ({ floor }) => floor, false);
const FLOOR_AT_ONCE = promoterWay('floor at once', ({ floor }) => floor, true);
const OURS = promoterWay('ours', ({ ours }) => ours, false);

function promoterWay(name: WayName, pick: (course: Course) => Promoter, atOnce: boolean): Way {
  return {
    name,
    isTaken: () => true,
    run: (course, turn) =>
      counted(course, { ...turn, name }, async () => {
        const order = orderFor(course, { ...turn, name });
        return { time: await pick(course).promote({ ...order, atOnce }) };
      }),
  };
}

const GIT: Way = {
  name: 'git',
  isTaken: (round) => round > 0,
  run: (course, turn) =>
    counted(course, { ...turn, name: 'git' }, async () => {
      const order = orderFor(course, { ...turn, name: 'git' });
      const places = { url: order.api, lists: LISTS, fork: 'alice/k8s.io' };
      const parts = await gitWay({ ...order, ...places, folder: join(course.folder, 'clone') });
      const time = Object.values(parts).reduce((sum: number, part: number) => sum + part, 0);
      return { time, parts };
    }),
};

/** The whole command, from its start to its end, with the registries that it asks; every other time is often enough. */
const COMMAND: Way = {
  name: 'command',
  isTaken: (round) => round % 2 === 1,
  run: async (course, turn) => {
    const { ground, folder } = course;
    const { api, staging, stagingLag, productionLag, token } = ground;
    const project = turn.list === LARGE ? 'large' : 'small';
    const tag = `v9.${turn.round}.0`;
    const path = `k8s-staging-images/${project}/image-00`;
    await pushImage({ to: staging, path, tag, platforms: ['linux/amd64'], content: tag });
    for (const lag of [stagingLag, productionLag]) lag.begin(turn.round);
    const env = {
      GITHUB_API_URL: api.url,
      RINGMASTER_MACHINE_TOKEN: token,
      RINGMASTER_MIRRORS: `us-central1-docker.pkg.dev=${stagingLag.url},registry.k8s.io=${productionLag.url}`,
    };
    const line = `promote --project ${project} --tag ${tag} --image image-00 --platform linux/amd64 --fork alice --pull-request --yes`;
    const result = await counted(course, { ...turn, name: 'command' }, () =>
      runCommand(line.split(' '), { env, note: join(folder, 'memory') }),
    );
    const farTime = result.farTime + stagingLag.tally.more + productionLag.tally.more;
    return { ...result, farTime };
  },
};

interface Run extends Turn {
  readonly name: WayName;
}

async function counted(
  { ground: { api } }: Course,
  { list, round, name }: Run,
  work: () => Promise<Pick<Result, 'time' | 'memory' | 'parts'>>,
): Promise<Result> {
  api.begin(round);
  const done = await work();
  const { requests, bytes, more } = api.tally;
  return { way: name, list, round, requests, bytes, farTime: done.time + more, ...done };
}

let made = 0;

/** A promotion that nobody has asked for before. */
function orderFor({ ground: { api, token } }: Course, { list, name }: Run): Omit<Order, 'atOnce'> {
  made += 1;
  const digest = `sha256:${made.toString(16).padStart(64, '0')}`;
  if (!isDigest(digest)) throw new TypeError(digest);
  const [image, tag] = ['image-00', `v8.${made}.0`];
  const { text: content } = addToList(list.text, [{ image, digest, tags: [tag] }]);
  return {
    api: api.url,
    token,
    branch: `${name.replaceAll(' ', '-')}-${made}`,
    path: list.path,
    image,
    digest,
    tag,
    title: `Image promotion for bench ${tag}`,
    body: 'Made by the bench.\n',
    content,
  };
}
