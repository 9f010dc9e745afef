import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import { parseDuration } from '../../src/domain/time.ts';
import { VARIABLES } from '../../src/environment.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const SERVICE = z.object({
  build: z.object({ context: z.string(), dockerfile: z.string() }).optional(),
  image: z.string(),
  env_file: z.string().optional(),
  environment: z.record(z.string(), z.string()),
  ports: z.array(z.string()).optional(),
  volumes: z.array(z.string()).default([]),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
  restart: z.literal('unless-stopped'),
  stop_grace_period: z.string(),
});
const FILE = z.object({
  services: z.record(z.string(), SERVICE),
  volumes: z.record(z.string(), z.unknown()),
});

const written = parse(await readFile(join(ROOT, 'compose.yaml'), 'utf8'), { merge: true });
const { services, volumes } = FILE.parse(written);
const replicas = Object.entries(services).flatMap(([name, service]) =>
  name.startsWith('ringmaster-') ? [service] : [],
);
const example = await readFile(join(ROOT, '.env.example'), 'utf8');
const [own = replicas[0]] = replicas;

test('there are two replicas that differ in nothing but where they are reached', () => {
  assert.equal(replicas.length, 2);
  const [one, other] = replicas.map(({ ports: _, ...rest }) => rest);
  assert.deepEqual(one, other);
  const ports = replicas.map(({ ports = [] }) => ports.join());
  assert.equal(new Set(ports).size, 2);
  for (const port of ports) assert.match(port, /^127\.0\.0\.1:\d+:3000$/);
});

test('every setting exists', () => {
  const known = new Set(Object.keys(VARIABLES.shape));
  const set = Object.keys(own?.environment ?? {});
  const filled = example.match(/^\w+(?==)/gm) ?? [];
  assert.ok(set.length > 3 && filled.length > 3);
  for (const name of [...set, ...filled])
    assert.ok(known.has(name) || name === 'POSTGRES_PASSWORD', name);
  const needed = ['APP_ID', 'PRIVATE_KEY', 'WEBHOOK_SECRET', 'POSTGRES_PASSWORD'];
  assert.deepEqual(needed.toSorted(), filled.toSorted());
});

test('the database is the one that is started, with its user and its name', () => {
  const url = new URL(own?.environment.DATABASE_URL?.replace(/\$\{[^}]+\}/, 'password') ?? '');
  const database = services[url.hostname];
  assert.ok(database?.healthcheck !== undefined, 'it tells when it is ready');
  assert.equal(database.environment.POSTGRES_USER, url.username);
  assert.equal(database.environment.POSTGRES_DB, url.pathname.slice(1));
  assert.ok(Number(/^postgres:(\d+)$/.exec(database.image)?.[1]) >= 15);
  assert.deepEqual(own?.depends_on, { [url.hostname]: { condition: 'service_healthy' } });
  assert.equal(database.ports, undefined, 'nobody outside reaches it');
});

test('every password comes from a file that git ignores', async () => {
  const text = await readFile(join(ROOT, 'compose.yaml'), 'utf8');
  for (const [, value = ''] of text.matchAll(/(?:PASSWORD:|ringmaster:(?=\$))\s*(\S+)/g))
    assert.match(value, /^\$\{POSTGRES_PASSWORD:\?/);
  assert.equal(own?.env_file, '.env');
  assert.match(await readFile(join(ROOT, '.gitignore'), 'utf8'), /^\.env$/m);
});

test('what is named is there', () => {
  const { context = '', dockerfile = '' } = own?.build ?? {};
  assert.ok(existsSync(join(ROOT, context, dockerfile)));
  for (const { volumes: used } of Object.values(services))
    for (const volume of used) assert.ok((volume.split(':')[0] ?? '') in volumes, volume);
});

test('a replica has time to end its work before it is killed', () => {
  const grace = VARIABLES.shape.RINGMASTER_GRACE.parse(undefined);
  assert.ok((parseDuration(own?.stop_grace_period ?? '') ?? 0) > grace);
});
