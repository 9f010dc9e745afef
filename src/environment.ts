import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { RingmasterError } from './domain/errors.ts';
import { parseDuration } from './domain/time.ts';

const duration = (fallback: string) =>
  z
    .string()
    .default(fallback)
    .transform((text, context) => {
      const parsed = parseDuration(text);
      if (parsed !== undefined) return parsed;
      context.addIssue({ code: 'custom', message: 'a time such as "30s", "10m" or "2h"' });
      return z.NEVER;
    });

const text = z.string().min(1);

/** Every setting there is; its description is its documentation. */
export const VARIABLES = z.object({
  APP_ID: z.coerce.number().int().positive().describe('The number of your GitHub App.'),
  PRIVATE_KEY: text
    .transform(readKey)
    .describe('Its private key: the path of the `.pem` file, its content, or base64 of it.'),
  WEBHOOK_SECRET: z
    .string()
    .transform((written) => written.split(',').map((each) => each.trim()))
    .refine(
      (secrets) => secrets.every((each) => each.length >= 16 && each !== 'development'),
      'at least 16 characters; two secrets are parted by a comma',
    )
    .describe(
      'Its webhook secret, 16 characters or more. While you change it, the new and the old one with a comma between.',
    ),
  DATABASE_URL: text
    .optional()
    .describe(
      'A PostgreSQL database, for production. Default: an embedded one in `RINGMASTER_DATA`.',
    ),
  RINGMASTER_DATA: text.default('./data').describe('Folder of the embedded database.'),
  RINGMASTER_MACHINE_TOKEN: text
    .optional()
    .describe(
      'Token of a machine user (classic, scope `public_repo`), whose fork carries the promotion pull requests. Default: the App itself, where it is installed on the target.',
    ),
  SLACK_TOKEN: text
    .optional()
    .describe('Token of a Slack bot with `chat:write`, for `announce: slack`.'),
  HOST: text.default('0.0.0.0').describe('Address to listen on.'),
  PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(3000)
    .describe('Port to listen on; 0 takes any free one.'),
  RINGMASTER_METRICS_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .optional()
    .describe('Port of `/metrics`, for Prometheus. Default: there are no metrics.'),
  RINGMASTER_METRICS_HOST: text
    .default('127.0.0.1')
    .describe('Address of `/metrics`; whoever reaches it may read it.'),
  RINGMASTER_GRACE: duration('25s').describe(
    'How long work that is under way may take after SIGTERM, before it is left to others.',
  ),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('The log is JSON, a line an entry, on standard output.'),
  RINGMASTER_SWEEP: duration('10m').describe(
    'How often everything is looked at whether or not a webhook came.',
  ),
  RINGMASTER_DELIVERIES: duration('5m').describe(
    'How often GitHub is asked for webhooks that did not arrive.',
  ),
  RINGMASTER_POLL: duration('30s').describe(
    'How soon something that a machine is working on is asked again.',
  ),
  RINGMASTER_GATHER: duration('5s').describe(
    'How long further changes of a card are gathered before it is edited again.',
  ),
  RINGMASTER_SETTLE: duration('2m').describe(
    'How long GitHub may need to show what it was just told.',
  ),
  RINGMASTER_MIRRORS: z
    .string()
    .default('')
    .describe(
      'Registries that stand elsewhere, such as `registry.k8s.io=https://mirror.example.org`, with commas between.',
    ),
  GITHUB_API_URL: z
    .url()
    .default('https://api.github.com')
    .describe('The API; with GitHub Enterprise Server `https://HOST/api/v3`.'),
  RINGMASTER_GITHUB_LIMITS: z
    .enum(['github.com', 'none'])
    .default('github.com')
    .describe(
      'How fast GitHub may be asked. `none` is for a GitHub Enterprise Server that sets no limits; what it answers is heeded all the same.',
    ),
  GITHUB_URL: z.url().default('https://github.com').describe('Where its pages are.'),
  SLACK_API_URL: z.url().optional().describe('Another address of Slack’s web API.'),
});

/** Settings of the operator, read once. */
export type Environment = z.output<typeof VARIABLES>;

/**
 * Reads the environment.
 * @throws RingmasterError `settings-invalid`, naming every variable that is missing or wrong.
 */
export function readEnvironment(
  variables: Readonly<Record<string, string | undefined>>,
): Environment {
  const filled = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const parsed = VARIABLES.safeParse(filled);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path: [name = ''], message }) => {
    const isMissing = !Object.hasOwn(filled, name);
    return `${String(name)}: ${isMissing ? 'it is missing' : message}`;
  });
  throw new RingmasterError(
    'settings-invalid',
    `the environment is not complete:\n  ${problems.join('\n  ')}`,
    {
      advice: 'The README lists every variable, with an example',
    },
  );
}

/** What must not be written anywhere, in whole or line by line. */
export function secretsOf(environment: Environment): readonly string[] {
  const { WEBHOOK_SECRET, PRIVATE_KEY, RINGMASTER_MACHINE_TOKEN, SLACK_TOKEN } = environment;
  const database = URL.parse(environment.DATABASE_URL ?? '')?.password ?? '';
  return [
    ...WEBHOOK_SECRET,
    ...PRIVATE_KEY.split('\n').filter((line) => !line.startsWith('-----')),
    ...[RINGMASTER_MACHINE_TOKEN, SLACK_TOKEN, database, unescaped(database)],
  ].flatMap((secret) => (secret === undefined || secret.length < SHORTEST ? [] : [secret]));
}

/** Anything shorter stands in many words that are no secret. */
const SHORTEST = 6;

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A key as people manage to pass one: PEM, PEM with `\n` written out, base64 of it, or the path of a file. */
function readKey(written: string, context: z.RefinementCtx): string {
  const text = existsSync(written)
    ? readFileSync(written, 'utf8')
    : written.replaceAll('\\n', '\n');
  const key = [text, Buffer.from(text, 'base64').toString('utf8')].find((each) =>
    each.includes('PRIVATE KEY'),
  );
  if (key !== undefined) return key;
  context.addIssue({
    code: 'custom',
    message: 'no private key; give the .pem file from GitHub: its path, its content, or base64',
  });
  return z.NEVER;
}

/** Where the data is, for commands that need no other setting. */
export function storeLocation(
  variables: Readonly<Record<string, string | undefined>>,
): { readonly url: string } | { readonly folder: string } {
  const { DATABASE_URL: url, RINGMASTER_DATA: folder } = variables;
  return url ? { url } : { folder: folder || './data' };
}
