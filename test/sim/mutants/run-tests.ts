import { run } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { apply } from './apply.ts';
import { tell } from './child.ts';
import { mutantNamed } from './list.ts';
import type { Tested } from './messages.ts';

/**
 * The child of an examination: runs files of tests with one fault in the sources,
 * until a test fails. Without a mutant it runs them against the sources as they are.
 */
const { values, positionals } = parseArgs({
  options: { mutant: { type: 'string' } },
  allowPositionals: true,
});

const TESTS = fileURLToPath(new URL('../../', import.meta.url));

const mutant = values.mutant === undefined ? undefined : mutantNamed(values.mutant);
const wasLoaded = mutant === undefined ? () => true : apply(mutant);
const say: (message: Tested) => void = tell;

say({ state: 'begun' });
let count = 0;
// All in this process, because that is where the sources are faulty.
for await (const { type, data } of run({
  files: positionals.map((file) => `${TESTS}${file}`),
  isolation: 'none',
})) {
  if (type === 'test:fail' && data.todo === undefined) {
    say({ file: data.file?.replace(TESTS, '') ?? '', test: data.name });
    process.exit(0);
  }
  if (type === 'test:pass' && data.skip === undefined) count += 1;
}
say(wasLoaded() ? { state: 'passed', count } : { state: 'elsewhere' });
process.exit(0);
