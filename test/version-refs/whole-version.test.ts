import assert from 'node:assert/strict';
import { test } from 'node:test';
import { longerIn, replaceWhole, standingOf } from '../../src/version-refs/whole-version.ts';

const WHOLE = [
  ['0.12.3', 'ENV TERRAFORM_VERSION=0.12.3'],
  ['2.10.1', 'VERSION=v2.10.1'],
  ['1.26.5', 'FROM golang:1.26.5-trixie AS builder'],
  ['1.26.5', "IMAGE_VERSION: 'v1.37.0-go1.26.5-bullseye.0'"],
  ['v4.5.1-0', "  _IMG_VERSION: 'v4.5.1-0'"],
  ['v4.5.1-0', 'p_ IMG_VERSION v4.5.1-0'],
  ['4.5.1', '4.5.1'],
  ['trixie', 'FROM golang:1.26-trixie'],
  ['bookworm-v1.0.8', 'IMAGE_VERSION ?= bookworm-v1.0.8'],
  ['v1.0.8', 'IMAGE_VERSION ?= bookworm-v1.0.8'],
  ['0', "REVISION: '0'"],
  ['4', 'uses: actions/checkout@v4'],
  ['0.1.0', 'https://example.org/chart/v0.1.0/app-0.1.0.tar.gz'],
  ['1.2.3', 'It is version 1.2.3.'],
  ['1.2.3', 'github.com/app/lib v1.2.3+incompatible'],
  ['v20260205-38cfa9523f', "'gcr.io/app/builder:v20260205-38cfa9523f'"],
  ['v3.1.1-dev@sha256:0dcd21d8', 'app:v3.1.1-dev@sha256:0dcd21d8'],
  ['1.2.3', 'not 11.2.3, but 1.2.3'],
] as const;

const PART = [
  ['0.12.3', 'ENV TERRAFORM_VERSION=10.12.30', '10.12.30'],
  ['0.12.3', 'VERSION=10.12.3', '10.12.3'],
  ['v1.2.3', 'tag: v1.2.34', 'v1.2.34'],
  ['2.3.4', 'tag: 1.2.3.4', '1.2.3.4'],
  ['1.2.3', 'tag: v1.2.3.4', 'v1.2.3.4'],
  ['1.2.3', 'tag: v1.2.3-rc.1', 'v1.2.3-rc.1'],
  ['1.2.3', 'tag: 1.2.3rc1', '1.2.3rc1'],
  ['1.2.3', 'tag: 1.2.3.dev0', '1.2.3.dev0'],
  ['1.2.3', 'tag: 1.2.3-SNAPSHOT', '1.2.3-SNAPSHOT'],
  ['1.2.3', 'tag: 1.2.3~rc1', '1.2.3~rc1'],
  ['v4.5.1', "_IMG_VERSION: 'v4.5.1-0'", 'v4.5.1-0'],
  ['v1.0.0-rc', 'tag: v1.0.0-rc.1', 'v1.0.0-rc.1'],
  ['1.2.0', 'tag: 1.0.0-rc1.2.0', '1.0.0-rc1.2.0'],
  ['v1.2.3', 'tag: rev1.2.3', 'rev1.2.3'],
  ['trixie', 'FROM golang:1.26-trixie2', '1.26-trixie2'],
  ['0', "REVISION: '10'", '10'],
  ['0', 'IMAGE: v1.2.3-0', 'v1.2.3-0'],
  ['0', 'CONFIG: bookworm.0', 'bookworm.0'],
  ['38cfa95', 'commit: 38cfa9523f', '38cfa9523f'],
] as const;

for (const [version, line] of WHOLE)
  test(`${version} stands whole in "${line}"`, () => {
    assert.equal(standingOf(line, version), 'whole');
  });

for (const [version, line, longer] of PART)
  test(`${version} is only a part of what "${line}" says`, () => {
    assert.equal(standingOf(line, version), 'part');
    assert.equal(longerIn(line, version), longer);
    assert.equal(replaceWhole(line, version, '9.9.9'), line);
  });

for (const line of ['go 1.26.5', 'FROM golang:1.26rc1-trixie', 'go1.26.0-bullseye'])
  test(`1.26 declares a series, and "${line}" is one of it`, () => {
    assert.equal(standingOf(line, '1.26'), 'series');
    assert.equal(replaceWhole(line, '1.26', '1.27'), line);
  });

for (const line of ['go 1.261', 'go 11.26', 'go 2.1.26'])
  test(`"${line}" is none of the series 1.26`, () => {
    assert.equal(standingOf(line, '1.26'), 'part');
  });

test('a version that is not there is absent, and so is an empty one', () => {
  assert.equal(standingOf('VERSION=0.12.4', '0.12.3'), 'absent');
  assert.equal(standingOf('VERSION=0.12.4', ''), 'absent');
});

test('every whole occurrence is replaced, and what is part of another version is not', () => {
  assert.equal(
    replaceWhole('app-1.2.3.tgz v1.2.3 11.2.3 1.2.34 (1.2.3)', '1.2.3', '1.3.0'),
    'app-1.3.0.tgz v1.3.0 11.2.3 1.2.34 (1.3.0)',
  );
});

test('occurrences that overlap are each looked at, and only one of them is replaced', () => {
  assert.equal(standingOf('xa-a-a', 'a-a'), 'whole');
  assert.equal(replaceWhole('a-a-a', 'a-a', 'b'), 'b-a');
});

test('a replacement is a text, not a pattern', () => {
  assert.equal(replaceWhole('v1.2.3', '1.2.3', '$&'), 'v$&');
});

test('a line of a million digits is judged at once', () => {
  assert.equal(standingOf('1'.repeat(1_000_000), '1'), 'part');
});
