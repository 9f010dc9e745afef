import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { sha256 } from './server/answer.ts';
import type { Remote } from './wire.ts';

const run = promisify(execFile);

/** Whether `skopeo`, a client by other people, is there to give a second opinion. */
export async function isSkopeoInstalled(): Promise<boolean> {
  return run('skopeo', ['--version']).then(
    () => true,
    () => false,
  );
}

/** What skopeo sees at a reference: the digest of the very bytes, and what it makes of them. */
export interface SkopeoView {
  readonly rawDigest: string;
  readonly digest: string;
  readonly labels: Readonly<Record<string, string>> | null;
  readonly architecture: string;
}

/** Asks skopeo about the image behind `path:tag` or `path@digest`, as one of its platforms sees it. */
export async function skopeoInspect(
  { url, login }: Remote,
  name: string,
  architecture = 'amd64',
): Promise<SkopeoView> {
  const image = `docker://${new URL(url).host}/${name}`;
  const access = login === undefined ? ['--no-creds'] : ['--creds', credentials(login)];
  const platform = ['--override-os', 'linux', '--override-arch', architecture];
  const inspect = [...platform, 'inspect', '--tls-verify=false', ...access];
  const raw = await run('skopeo', [...inspect, '--raw', image], { encoding: 'buffer' });
  const { stdout } = await run('skopeo', [...inspect, image]);
  const { Digest: digest, Labels: labels, Architecture: seen } = JSON.parse(stdout);
  return { rawDigest: sha256(raw.stdout), digest, labels, architecture: seen };
}

/** The bytes of a manifest that is no image, such as a chart's, by their digest. */
export async function skopeoRawDigest({ url, login }: Remote, name: string): Promise<string> {
  const access = login === undefined ? ['--no-creds'] : ['--creds', credentials(login)];
  const image = `docker://${new URL(url).host}/${name}`;
  const { stdout } = await run(
    'skopeo',
    ['inspect', '--tls-verify=false', ...access, '--raw', image],
    { encoding: 'buffer' },
  );
  return sha256(stdout);
}

/** Copies an image with all its platforms, every blob checked on the way. */
export async function skopeoCopyAll(from: Remote, to: Remote, name: string): Promise<void> {
  const place = ({ url }: Remote) => `docker://${new URL(url).host}/${name}`;
  const plain = ['--src-tls-verify=false', '--dest-tls-verify=false'];
  await run('skopeo', ['copy', '--all', ...plain, place(from), place(to)]);
}

function credentials({ username, password }: { username: string; password: string }): string {
  return `${username}:${password}`;
}
