import { parseArgs } from 'node:util';
import type { Remote } from '../wire.ts';

/** A folder of the list's repository, and the repositories that its images come from and go to. */
export interface Place {
  readonly from: string;
  readonly to: string;
}

/** What the job is told when it starts. */
export interface Settings {
  /** The address of the forge's REST API. */
  readonly forge: string;
  readonly token: string;
  /** `owner/name` */
  readonly repository: string;
  readonly branch: string;
  /** The folder whose folders have an `images.yaml` each. */
  readonly pathPrefix: string;
  readonly from: Remote;
  readonly to: Remote;
  /** The exceptions to the rule, by folder. */
  readonly places: ReadonlyMap<string, Place>;
  /** Between two looks at the branch, in milliseconds. */
  readonly interval: number;
  /** Whether the job ends with its standard input, and so with the process that started it. */
  readonly untilStdinEnds: boolean;
}

const OPTIONS = {
  forge: { type: 'string' },
  token: { type: 'string' },
  repository: { type: 'string', default: 'kubernetes/k8s.io' },
  branch: { type: 'string', default: 'main' },
  'path-prefix': { type: 'string', default: 'registry.k8s.io/images' },
  from: { type: 'string' },
  to: { type: 'string' },
  place: { type: 'string', multiple: true },
  interval: { type: 'string', default: '300' },
  'until-stdin-ends': { type: 'boolean', default: false },
} as const;

/**
 * Reads the command line. What is secret may come by environment instead, where
 * other users of the machine cannot see it: `PROMOTION_TOKEN`,
 * `PROMOTION_FROM_LOGIN` and `PROMOTION_TO_LOGIN` (`name:password`).
 */
export function readSettings(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Settings {
  const { values } = parseArgs({ args: [...args], options: OPTIONS });
  return {
    forge: needed(values.forge, '--forge URL').replace(/\/$/, ''),
    token: needed(values.token ?? environment.PROMOTION_TOKEN, '--token T'),
    repository: values.repository,
    branch: values.branch,
    pathPrefix: values['path-prefix'],
    from: remote(needed(values.from, '--from HOST=URL'), environment.PROMOTION_FROM_LOGIN),
    to: remote(needed(values.to, '--to HOST=URL'), environment.PROMOTION_TO_LOGIN),
    places: new Map((values.place ?? []).map(readPlace)),
    interval: Number(values.interval),
    untilStdinEnds: values['until-stdin-ends'],
  };
}

/** The places of a folder, by Kubernetes' rule unless it is an exception; undefined where neither fits. */
export function placeOf(folder: string, { places }: Pick<Settings, 'places'>): Place | undefined {
  const exception = places.get(folder);
  if (exception !== undefined) return exception;
  const project = /^k8s-staging-([a-z0-9-]+)$/.exec(folder)?.[1];
  return project === undefined ? undefined : { from: `k8s-staging-images/${project}`, to: project };
}

function needed(value: string | undefined, usage: string): string {
  if (value !== undefined && value !== '') return value;
  throw new Error(`the promotion job needs ${usage}`);
}

/** The name before "=" is for people alone; the job goes to the address. */
function remote(text: string, login: string | undefined): Remote {
  const url = text.slice(text.indexOf('=') + 1);
  if (login === undefined) return { url };
  const [username = '', ...password] = login.split(':');
  return { url, login: { username, password: password.join(':') } };
}

function readPlace(text: string): [folder: string, place: Place] {
  const [folder, from, to] = text.split(/[=,]/);
  if (folder === undefined || from === undefined || to === undefined) {
    throw new Error(`--place ${text}: write it FOLDER=FROM,TO`);
  }
  return [folder, { from, to }];
}
