import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { type Cast, gatherCast, HELLO } from '../cast.ts';
import { WorkingCopy } from '../working-copy.ts';

const hasKeygen = hasProgram('ssh-keygen');
const hasGpg = hasProgram('gpg');

test('a tag signed with a published SSH key is verified', { skip: !hasKeygen }, async () => {
  await using cast = await gatherCast();
  for (const type of ['ed25519', 'rsa', 'ecdsa']) {
    await using copy = await signingClone(cast, type);
    const { key } = copy;
    const api = cast.as(cast.bob);
    assert.equal(await verdictOn(cast, copy.copy, `early-${type}`), 'unknown_key');
    await api.request('POST /user/ssh_signing_keys', { title: type, key });
    assert.equal(await verdictOn(cast, copy.copy, `late-${type}`), 'valid');
  }
});

test('a signature under an address that is not the signer’s does not count', {
  skip: !hasKeygen,
}, async () => {
  await using cast = await gatherCast();
  await using signing = await signingClone(cast, 'ed25519');
  const order = { title: 'key', key: signing.key };
  await cast.as(cast.bob).request('POST /user/ssh_signing_keys', order);
  await signing.copy.git('config', 'user.email', 'alice@example.com');
  assert.equal(await verdictOn(cast, signing.copy, 'borrowed'), 'bad_email');
});

test('a tag signed with gpg is verified, and a changed one is not', { skip: !hasGpg }, async () => {
  await using cast = await gatherCast();
  const home = await mkdtemp(join(tmpdir(), 'forge-gpg-'));
  const gpg = (args: readonly string[], input = '') =>
    run('gpg', ['--homedir', home, '--batch', '--quiet', ...args], { input });
  try {
    const quick = ['--passphrase', '', '--quick-generate-key'];
    gpg([...quick, 'Bob <bob@example.com>', 'ed25519', 'sign', 'never']);
    const armored_public_key = gpg(['--armor', '--export']);
    await cast.as(cast.bob).request('POST /user/gpg_keys', { armored_public_key });
    const url = cast.forge.gitUrl('alice/hello', cast.bob.token);
    await using copy = await WorkingCopy.clone(url, 'bob');
    await copy.git('tag', '--annotate', '--message', 'Signed', 'plain');
    const payload = await copy.git('cat-file', 'tag', 'plain');
    const signature = gpg(['--armor', '--detach-sign'], `${payload}\n`);
    const mktag = (text: string) => {
      const store = ['hash-object', '-t', 'tag', '-w', '--stdin'];
      return run('git', store, { input: text + signature, cwd: copy.folder }).trim();
    };
    await copy.git('update-ref', 'refs/tags/good', mktag(`${payload}\n`));
    await copy.git(
      'update-ref',
      'refs/tags/bad',
      mktag(`${payload.replace('Signed', 'Forged')}\n`),
    );
    assert.equal(await pushedVerdict(cast, copy, 'good'), 'valid');
    assert.equal(await pushedVerdict(cast, copy, 'bad'), 'invalid');
  } finally {
    run('gpgconf', ['--homedir', home, '--kill', 'all']);
    await rm(home, { recursive: true, force: true });
  }
});

interface SigningClone extends AsyncDisposable {
  readonly copy: WorkingCopy;
  readonly key: string;
}

/** A clone of bob's in which git signs with a fresh SSH key. */
async function signingClone({ forge, bob }: Cast, type: string): Promise<SigningClone> {
  const folder = await mkdtemp(join(tmpdir(), 'forge-ssh-'));
  const place = join(folder, 'key');
  run('ssh-keygen', ['-q', '-t', type, '-N', '', '-C', '', '-f', place]);
  const copy = await WorkingCopy.clone(forge.gitUrl('alice/hello', bob.token), 'bob');
  await copy.git('config', 'gpg.format', 'ssh');
  await copy.git('config', 'user.signingKey', place);
  return {
    copy,
    key: (await readFile(`${place}.pub`, 'utf8')).trim(),
    async [Symbol.asyncDispose]() {
      await copy[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function verdictOn(cast: Cast, copy: WorkingCopy, tag: string) {
  await copy.git('tag', '--sign', '--message', `Signed ${tag}`, tag);
  return pushedVerdict(cast, copy, tag);
}

async function pushedVerdict(cast: Cast, copy: WorkingCopy, tag: string) {
  await copy.git('push', '--quiet', 'origin', tag);
  const { data } = await cast.as().request('GET /repos/{owner}/{repo}/git/tags/{tag_sha}', {
    ...HELLO,
    tag_sha: await copy.git('rev-parse', tag),
  });
  assert.equal(data.verification?.verified, data.verification?.reason === 'valid');
  return data.verification?.reason;
}

/** Runs a program and answers what it printed. */
function run(
  program: string,
  args: readonly string[],
  options: { readonly input?: string; readonly cwd?: string } = {},
): string {
  return execFileSync(program, args, {
    ...options,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'ignore'],
  });
}

function hasProgram(name: string): boolean {
  return spawnSync(name, ['--help'], { stdio: 'ignore' }).error === undefined;
}
