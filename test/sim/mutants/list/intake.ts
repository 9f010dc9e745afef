import type { Mutant } from '../mutant.ts';

const TAKE_IN = 'src/web/intake/take-in.ts';

/** Faults at the door where webhooks come in. */
export const INTAKE: readonly Mutant[] = [
  {
    name: 'signature-not-checked',
    file: TAKE_IN,
    find: "if (secret === undefined) return { status: 401, text: 'the signature does not fit' };",
    replace: '',
    because: 'anybody could speak as anybody',
    tests: ['web/intake/take-in.test.ts'],
  },
  {
    name: 'acknowledged-before-it-is-stored',
    file: TAKE_IN,
    find: 'const outcome = await deliveries.accept(delivery);',
    replace: "deliveries.accept(delivery).catch(() => {});\n    const outcome = 'new';",
    because: 'what is acknowledged is never sent again',
    tests: ['web/intake.test.ts'],
  },
  {
    name: 'acknowledged-although-it-was-not-stored',
    file: TAKE_IN,
    find: 'return { status: 503, text, retryAfter: RETRY_AFTER };',
    replace: 'return { status: 202, text };',
    because: 'what is acknowledged is never sent again',
    tests: ['web/intake/take-in.test.ts'],
  },
];
