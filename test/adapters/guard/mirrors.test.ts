import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isMirror, parseMirrors, placed } from '../../../src/adapters/guard/mirrors.ts';

test('hosts are mapped to addresses, apart by commas or blanks', () => {
  const mirrors = parseMirrors(
    'registry.k8s.io=http://127.0.0.1:5001, GHCR.io=https://mirror.example\nlocal.example:8443=http://[::1]:80',
  );
  const placeOf = (url: string) => placed(mirrors, new URL(url)).href;
  assert.equal(placeOf('https://registry.k8s.io/v2/a?b=c'), 'http://127.0.0.1:5001/v2/a?b=c');
  assert.equal(placeOf('https://ghcr.io/v2/'), 'https://mirror.example/v2/');
  assert.equal(placeOf('https://local.example:8443/x'), 'http://[::1]/x');
  assert.equal(placeOf('https://local.example/x'), 'https://local.example/x');
  assert.equal(placeOf('https://registry.k8s.io//evil.example/x').split('/')[2], '127.0.0.1:5001');
});

test('no setting maps nothing', () => {
  assert.equal(parseMirrors('').size, 0);
  assert.equal(parseMirrors(' , ').size, 0);
});

test('only the very address of a mirror is one', () => {
  const mirrors = parseMirrors('a.example=http://127.0.0.1:5001');
  assert.ok(isMirror(mirrors, 'http://127.0.0.1:5001'));
  for (const other of [
    'http://127.0.0.1:5002',
    'https://127.0.0.1:5001',
    'http://127.0.0.2:5001',
  ]) {
    assert.equal(isMirror(mirrors, other), false);
  }
});

const REFUSED = [
  ['registry.k8s.io', /must begin with a host/],
  ['=http://127.0.0.1', /must begin with a host/],
  ['a.example/path=http://127.0.0.1', /must begin with a host/],
  ['carol@a.example=http://127.0.0.1', /must begin with a host/],
  ['a.example=127.0.0.1:5001', /http or https/],
  ['a.example=', /http or https/],
  ['a.example=ftp://127.0.0.1', /http or https/],
  ['a.example=file:///etc/passwd', /http or https/],
  ['a.example=http://127.0.0.1:5001/prefix', /at most a port/],
  ['a.example=http://127.0.0.1:5001/?x', /at most a port/],
  ['a.example=http://127.0.0.1 A.example=http://127.0.0.2', /stands there twice/],
] as const;

for (const [setting, message] of REFUSED) {
  test(`the setting "${setting}" is refused`, () => {
    assert.throws(() => parseMirrors(setting), { code: 'settings-invalid', message });
  });
}

test('a password in a setting is refused and not shown', () => {
  try {
    parseMirrors('a.example=http://carol:s3cret@127.0.0.1');
    assert.fail('it was read');
  } catch (error) {
    assert.ok(error instanceof Error && !error.message.includes('s3cret'));
  }
});
