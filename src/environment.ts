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

const VARIABLES = z.object({
  APP_ID: z.coerce.number().int().positive(),
  PRIVATE_KEY: z.string().min(1).transform(readKey),
  WEBHOOK_SECRET: z
    .string()
    .transform((text) => text.split(',').map((each) => each.trim()))
    .refine(
      (secrets) => secrets.every((each) => each.length >= 16 && each !== 'development'),
      'at least 16 characters; two secrets are parted by a comma',
    ),
  GITHUB_API_URL: z.url().default('https://api.github.com'),
  GITHUB_URL: z.url().default('https://github.com'),
  DATABASE_URL: z.string().min(1).optional(),
  RINGMASTER_DATA: z.string().min(1).default('./data'),
  HOST: z.string().min(1).default('0.0.0.0'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  RINGMASTER_MACHINE_TOKEN: z.string().min(1).optional(),
  SLACK_TOKEN: z.string().min(1).optional(),
  SLACK_API_URL: z.url().optional(),
  RINGMASTER_MIRRORS: z.string().default(''),
  RINGMASTER_SWEEP: duration('10m'),
  RINGMASTER_POLL: duration('30s'),
  RINGMASTER_GATHER: duration('5s'),
  RINGMASTER_SETTLE: duration('90s'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
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
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new RingmasterError(
    'settings-invalid',
    `the environment is not complete:\n  ${problems.join('\n  ')}`,
    {
      advice: 'The README lists every variable, with an example',
    },
  );
}

/** A key as people manage to pass one: PEM, PEM with `\n` written out, base64 of it, or the path of a file. */
function readKey(written: string): string {
  const text = existsSync(written)
    ? readFileSync(written, 'utf8')
    : written.replaceAll('\\n', '\n');
  if (text.includes('PRIVATE KEY')) return text;
  const decoded = Buffer.from(text, 'base64').toString('utf8');
  if (decoded.includes('PRIVATE KEY')) return decoded;
  throw new RingmasterError('settings-invalid', 'PRIVATE_KEY is no private key', {
    advice:
      'Give the .pem file that GitHub let you download: its path, its content, or base64 of it',
  });
}
