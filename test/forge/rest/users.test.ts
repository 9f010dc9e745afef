import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { generateKey } from 'openpgp';
import { gatherCast, HELLO, refusalOf, statusOf } from '../cast.ts';
import { WorkingCopy } from '../working-copy.ts';

test('people are found whatever the case of their login', async () => {
  await using cast = await gatherCast();
  const { data } = await cast.as().request('GET /users/{username}', { username: 'ALICE' });
  assert.deepEqual([data.login, data.id], ['alice', cast.alice.id]);
  const { data: own } = await cast.as(cast.bob).request('GET /user');
  assert.equal(own.login, 'bob');
  assert.equal(await statusOf(cast.as().request('GET /user')), 401);
  assert.equal(
    await statusOf(cast.as().request('GET /users/{username}', { username: 'nemo' })),
    404,
  );
});

test('a GPG key is taken apart, and given back as it was uploaded', async () => {
  await using cast = await gatherCast();
  const { publicKey } = await generateKey({
    userIDs: [{ name: 'Alice', email: 'alice@example.com' }],
  });
  const api = cast.as(cast.alice);
  const order = { name: 'work', armored_public_key: publicKey };
  const { data: key } = await api.request('POST /user/gpg_keys', order);
  assert.match(key.key_id, /^[0-9A-F]{16}$/);
  assert.equal(key.raw_key, publicKey);
  assert.deepEqual(key.emails, [{ email: 'alice@example.com', verified: true }]);
  assert.deepEqual([key.can_sign, key.can_certify], [true, true]);
  assert.equal(key.subkeys[0]?.can_encrypt_comms, true);
  const { data: listed } = await cast.as().request('GET /users/{username}/gpg_keys', {
    username: 'alice',
  });
  assert.deepEqual(listed, [key]);
  assert.equal(await statusOf(api.request('POST /user/gpg_keys', order)), 422);
  const nonsense = { ...order, armored_public_key: 'no key' };
  assert.equal(await statusOf(api.request('POST /user/gpg_keys', nonsense)), 422);
});

test('an SSH key loses its comment, and what is none is refused', async () => {
  await using cast = await gatherCast();
  const { key } = sshKey();
  const api = cast.as(cast.bob);
  const order = { title: 'laptop', key: `${key} bob@laptop` };
  const { data } = await api.request('POST /user/ssh_signing_keys', order);
  assert.equal(data.key, key);
  const { data: listed } = await cast.as().request('GET /users/{username}/ssh_signing_keys', {
    username: 'bob',
  });
  assert.deepEqual(listed, [data]);
  const wrong = await refusalOf(api.request('POST /user/ssh_signing_keys', { key: 'no key' }));
  assert.equal(wrong.status, 422);
});

test('only people publish keys', async () => {
  await using cast = await gatherCast();
  const order = { title: 'robot', key: sshKey().key };
  const refused = cast.asInstallation().request('POST /user/ssh_signing_keys', order);
  assert.equal(await statusOf(refused), 403);
});

test('what GitHub commits itself it signs, and says so', async () => {
  await using cast = await gatherCast();
  const { data } = await cast
    .asInstallation()
    .request('PUT /repos/{owner}/{repo}/contents/{path}', {
      ...HELLO,
      path: 'robot.txt',
      message: 'By a robot',
      content: Buffer.from('beep').toString('base64'),
    });
  const commit_sha = data.commit.sha ?? '';
  const { data: commit } = await cast
    .as()
    .request('GET /repos/{owner}/{repo}/git/commits/{commit_sha}', { ...HELLO, commit_sha });
  assert.deepEqual(
    [commit.verification.verified, commit.verification.reason, commit.committer.name],
    [true, 'valid', 'GitHub'],
  );
  assert.equal(commit.author.name, 'ringmaster[bot]');
  await using copy = await WorkingCopy.clone(cast.forge.gitUrl('alice/hello'), 'alice');
  const raw = await copy.git('cat-file', 'commit', commit_sha);
  assert.match(raw, /^gpgsig -----BEGIN PGP SIGNATURE-----$/m);
  await copy.git('fsck', '--strict');
});

/** A fresh SSH public key, as OpenSSH writes it. */
function sshKey(): { key: string } {
  const { publicKey } = generateKeyPairSync('ed25519');
  const { x = '' } = publicKey.export({ format: 'jwk' });
  const fields = [Buffer.from('ssh-ed25519'), Buffer.from(x, 'base64url')].flatMap((field) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(field.length);
    return [length, field];
  });
  return { key: `ssh-ed25519 ${Buffer.concat(fields).toString('base64')}` };
}
