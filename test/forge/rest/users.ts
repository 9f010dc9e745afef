import { z } from 'zod';
import { notFound, Refusal } from '../access/refusal.ts';
import { actor } from '../access/rights.ts';
import { addGpgKey, gpgKeyJson } from '../actions/gpg-keys.ts';
import { paged } from '../http/paging.ts';
import { type Call, created, ok, param, type Route, readBody, route } from '../http/route.ts';
import { ownProfileJson, profileJson } from '../json/account.ts';
import type { Account, SshKey } from '../world/accounts.ts';
import { iso } from '../world/time.ts';

const GPG_KEY = z.object({ name: z.string().optional(), armored_public_key: z.string() });
const SSH_KEY = z.object({ title: z.string().default(''), key: z.string() });

/** People and the keys they sign with. */
export const userRoutes: readonly Route[] = [
  route('GET /user', (call) => ok(ownProfileJson(call.site, person(call)))),

  route('GET /users/{username}', (call) => ok(profileJson(call.site, theUser(call)))),

  route('GET /users/{username}/gpg_keys', (call) =>
    paged(call, call.site.world.gpgKeys.in(theUser(call).id), gpgKeyJson),
  ),

  route('POST /user/gpg_keys', async (call) => {
    const { name = '', armored_public_key } = readBody(call, GPG_KEY);
    return created(
      gpgKeyJson(await addGpgKey(call, person(call), { name, armored: armored_public_key })),
    );
  }),

  route('GET /users/{username}/ssh_signing_keys', (call) =>
    paged(call, call.site.world.sshKeys.in(theUser(call).id), sshKeyJson),
  ),

  route('POST /user/ssh_signing_keys', (call) => {
    const { title, key } = readBody(call, SSH_KEY);
    const [type = '', base64 = ''] = key.trim().split(/\s+/);
    if (!/^(?:ssh-|ecdsa-|sk-)/.test(type) || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) {
      throw new Refusal(422, 'Validation Failed', {
        errors: [
          {
            resource: 'SshSigningKey',
            code: 'custom',
            field: 'key',
            message: 'key is invalid. You must supply a key in OpenSSH public key format',
          },
        ],
      });
    }
    const { world, now } = call.site;
    const id = world.nextId();
    const stored = { id, userId: person(call).id, title, key: `${type} ${base64}` };
    return created(sshKeyJson(world.sshKeys.put({ ...stored, createdAt: now() })));
  }),
];

/** The person a request acts for; Apps have no page of their own to change. */
function person(call: Call): Account {
  const account = actor(call);
  if (account.type !== 'User') throw new Refusal(403, 'Resource not accessible by integration');
  return account;
}

function theUser(call: Call): Account {
  const found = call.site.world.accountNamed(param(call, 'username'));
  if (found === undefined) throw notFound();
  return found;
}

function sshKeyJson({ id, key, title, createdAt }: SshKey) {
  return { id, key, title, created_at: iso(createdAt) };
}
