import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateKey, readKey } from 'openpgp';
import { isInstalled, run } from './run.ts';

/** What somebody signs tags with: settings for git, and the key that others check with. */
export interface Signer {
  /** `key=value` pairs for `git -c`. */
  readonly config: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly publicKey: string;
}

export interface SignerOptions {
  readonly login: string;
  /** An empty folder of its own. */
  readonly folder: string;
  /** Real gpg where it is installed; else a small program that signs as gpg would. */
  readonly program: 'gpg' | 'openpgp';
}

/** Makes a key for somebody, in a folder, with the program at hand. */
export function makeSigner(options: SignerOptions): Promise<Signer> {
  return options.program === 'gpg' ? withGpg(options) : withOpenpgp(options);
}

export async function signingProgram(): Promise<SignerOptions['program']> {
  return (await isInstalled('gpg')) ? 'gpg' : 'openpgp';
}

async function withGpg({ login, folder }: SignerOptions): Promise<Signer> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const env = { GNUPGHOME: folder };
  const name = `${login} <${login}@example.org>`;
  const batch = ['--batch', '--pinentry-mode', 'loopback', '--passphrase', ''];
  await run('gpg', [...batch, '--quick-generate-key', name, 'ed25519', 'sign', '1y'], { env });
  const publicKey = await run('gpg', ['--armor', '--export', `${login}@example.org`], { env });
  return { config: [`user.signingkey=${login}@example.org`], env, publicKey };
}

const PROGRAM = fileURLToPath(new URL('openpgp-program.ts', import.meta.url));

async function withOpenpgp({ login, folder }: SignerOptions): Promise<Signer> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const key = await generateKey({
    userIDs: [{ name: login, email: `${login}@example.org` }],
    format: 'armored',
  });
  const secret = join(folder, 'key.asc');
  await writeFile(secret, key.privateKey, { mode: 0o600 });
  // Git runs a program by its path alone, so that the path must lead to this very Node.
  const program = join(folder, 'sign');
  await writeFile(program, `#!/bin/sh\nexec "${process.execPath}" "${PROGRAM}" "$@"\n`);
  await chmod(program, 0o700);
  const id = (await readKey({ armoredKey: key.publicKey })).getFingerprint();
  return {
    config: [`gpg.program=${program}`, `user.signingkey=${id}`],
    env: { STAGE_SIGNING_KEY: secret },
    publicKey: key.publicKey,
  };
}
