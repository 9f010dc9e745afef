import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { createMessage, readPrivateKey, sign } from 'openpgp';

/**
 * Signs what git hands over, as `gpg --status-fd=2 -bsau KEY` would: the detached
 * signature on standard output, the word that git waits for on standard error.
 */
const path = process.env.STAGE_SIGNING_KEY;
if (path === undefined) throw new Error('STAGE_SIGNING_KEY names no file');
const signingKeys = await readPrivateKey({ armoredKey: await readFile(path, 'utf8') });
const message = await createMessage({ binary: await buffer(process.stdin) });
process.stdout.write(await sign({ message, signingKeys, detached: true }));
process.stderr.write('[GNUPG:] SIG_CREATED \n');
