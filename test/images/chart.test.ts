import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readChart } from '../../src/images/chart.ts';

function read(content: unknown) {
  return readChart(Buffer.from(JSON.stringify(content)));
}

test('a chart tells its name, its version and what it installs', () => {
  const chart = { apiVersion: 'v2', name: 'app', version: '0.1.0', appVersion: 'v1.2.0' };
  const { name, version, appVersion, annotations } = read({ ...chart, annotations: { a: 'b' } });
  assert.deepEqual(
    [name, version, appVersion, annotations],
    ['app', '0.1.0', 'v1.2.0', { a: 'b' }],
  );
});

test('a chart that installs no version of anything is a chart', () => {
  assert.deepEqual(read({ name: 'app', version: '0.1.0' }), {
    name: 'app',
    version: '0.1.0',
    annotations: {},
  });
});

test('a chart without name or version is none', () => {
  const refused = { code: 'artifact-invalid' };
  assert.throws(() => read({ version: '0.1.0' }), refused);
  assert.throws(() => read({ name: 'app', version: '' }), refused);
  assert.throws(() => read({ name: 'app', version: 1 }), refused);
  assert.throws(() => read('app'), refused);
});
