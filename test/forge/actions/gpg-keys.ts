import { enums, type Key, type Subkey as OpenPgpSubkey, readKey } from 'openpgp';
import { invalidField } from '../access/refusal.ts';
import type { Context, Json } from '../site.ts';
import type { Account, GpgKey, KeyAbilities, Subkey } from '../world/accounts.ts';
import { iso } from '../world/time.ts';

/** Publishes an OpenPGP key as a person's own. */
export async function addGpgKey(
  { site }: Context,
  account: Account,
  { name, armored }: { name: string; armored: string },
): Promise<GpgKey> {
  const key = await readKey({ armoredKey: armored }).catch(() => undefined);
  if (key === undefined || key.isPrivate()) {
    const message = 'We got an error parsing your public key.';
    throw invalidField({
      resource: 'GpgKey',
      code: 'custom',
      field: 'armored_public_key',
      message,
    });
  }
  const keyId = idOf(key);
  if (site.world.gpgKeys.all().some((other) => other.keyId === keyId)) {
    const message = 'key_id already exists';
    throw invalidField({ resource: 'GpgKey', code: 'custom', field: 'key_id', message });
  }
  const id = site.world.nextId();
  return site.world.gpgKeys.put({
    id,
    userId: account.id,
    name,
    armored,
    keyId,
    subkeys: await Promise.all(key.subkeys.map((subkey) => asSubkey(subkey, site.world.nextId()))),
    abilities: await abilitiesOf(key),
    publicKey: Buffer.from(key.keyPacket.write()).toString('base64'),
    emails: emailsIn(key),
    expiresAt: expiryOf(await key.getExpirationTime()),
    createdAt: key.getCreationTime().getTime(),
  });
}

/** A key as GitHub lists it. Its whole text is in `raw_key` only. */
export function gpgKeyJson(key: GpgKey): Json {
  return {
    ...commonJson(key),
    name: key.name,
    primary_key_id: null,
    emails: key.emails.map((email) => ({ email, verified: true })),
    subkeys: key.subkeys.map((subkey) => ({
      ...commonJson(subkey),
      primary_key_id: key.id,
      emails: [],
      subkeys: [],
      raw_key: null,
    })),
    raw_key: key.armored,
  };
}

function commonJson(key: Subkey): Json {
  const { sign, encrypt, certify } = key.abilities;
  return {
    id: key.id,
    key_id: key.keyId,
    public_key: key.publicKey,
    can_sign: sign,
    can_encrypt_comms: encrypt,
    can_encrypt_storage: encrypt,
    can_certify: certify,
    created_at: iso(key.createdAt),
    expires_at: key.expiresAt === undefined ? null : iso(key.expiresAt),
    revoked: false,
  };
}

async function asSubkey(subkey: OpenPgpSubkey, id: number): Promise<Subkey> {
  const flags = subkey.bindingSignatures[0]?.keyFlags?.[0] ?? 0;
  return {
    id,
    keyId: idOf(subkey),
    abilities: fromFlags(flags),
    publicKey: Buffer.from(subkey.keyPacket.write()).toString('base64'),
    createdAt: subkey.getCreationTime().getTime(),
    expiresAt: expiryOf(await subkey.getExpirationTime()),
  };
}

async function abilitiesOf(key: Key): Promise<KeyAbilities> {
  const user = await key.getPrimaryUser().catch(() => undefined);
  return fromFlags(user?.selfCertification.keyFlags?.[0] ?? 0);
}

function fromFlags(flags: number): KeyAbilities {
  const { signData, certifyKeys, encryptCommunication, encryptStorage } = enums.keyFlags;
  return {
    sign: (flags & signData) !== 0,
    certify: (flags & certifyKeys) !== 0,
    encrypt: (flags & (encryptCommunication | encryptStorage)) !== 0,
  };
}

function emailsIn(key: Key): string[] {
  return key.users.map(({ userID }) => userID?.email ?? '').filter((email) => email !== '');
}

function idOf(key: { getKeyID(): { toHex(): string } }): string {
  return key.getKeyID().toHex().toUpperCase();
}

function expiryOf(expires: Date | typeof Infinity | null): number | undefined {
  return expires instanceof Date ? expires.getTime() : undefined;
}
