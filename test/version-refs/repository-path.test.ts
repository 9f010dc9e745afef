import assert from 'node:assert/strict';
import { test } from 'node:test';
import { repositoryPath } from '../../src/version-refs/repository-path.ts';

const INSIDE = [
  ['VERSION', 'VERSION'],
  ['./hack//verify.sh', 'hack/verify.sh'],
  ['a/..b/c', 'a/..b/c'],
  ['.github/workflows/lint.yml', '.github/workflows/lint.yml'],
  ['build/', 'build'],
] as const;

for (const [written, path] of INSIDE)
  test(`${written} is ${path}`, () => {
    assert.deepEqual(repositoryPath(written), { path });
  });

const REFUSED = [
  ['../secret', /leads out/],
  ['a/../../b', /leads out/],
  ['a/../b', /leads out/],
  ['..', /leads out/],
  ['/etc/passwd', /absolute/],
  ['//host/share', /absolute/],
  ['C:/windows', /absolute/],
  ['..\\secret', /backslash/],
  ['a\u0000b', /invisible/],
  ['a\nb', /invisible/],
  ['a\u202eb', /invisible/],
  ['.git/config', /git's own/],
  ['a/.GIT/hooks/x', /git's own/],
  ['', /names no file/],
  ['./.', /names no file/],
  ['a/'.repeat(1_000), /longer than/],
] as const;

for (const [written, reason] of REFUSED)
  test(`${JSON.stringify(written.slice(0, 20))} is refused`, () => {
    const answer = repositoryPath(written);
    assert.match('trouble' in answer ? answer.trouble : '', reason);
  });
