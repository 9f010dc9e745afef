import { pino } from 'pino';
import type { Log } from '../plugin/log.ts';

// Shapes of secrets: GitHub tokens old and new, Slack tokens, JSON web tokens, PEM keys.
const SECRETS =
  /gh[pousr]_[A-Za-z0-9_.-]+|github_pat_\w+|xox[a-z]-[\w-]+|(?<![\w-])eyJ[\w-]+\.[\w-]+\.[\w-]+|-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)|(?<=\/\/)[^/\s:@]+:[^/\s@]+(?=@)/g;

/** Structured lines on standard output, one JSON object each, without secrets. */
export function jsonLog(level: string): Log {
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
  return {
    info: (message, about = {}) => logger.info(redacted(about), redact(message)),
    warn: (message, about = {}) => logger.warn(redacted(about), redact(message)),
    error: (message, about = {}) => logger.error(redacted(about), redact(message)),
  };
}

/** A text with every secret in it made unreadable. */
export function redact(text: string): string {
  return text.replace(SECRETS, '[secret]');
}

/** Only plain values are written, so that no object brings its headers along. */
function redacted(
  about: Readonly<Record<string, unknown>>,
): Record<string, string | number | boolean> {
  return Object.fromEntries(
    Object.entries(about).flatMap(([key, value]): [string, string | number | boolean][] => {
      if (typeof value === 'string') return [[key, redact(value)]];
      return typeof value === 'number' || typeof value === 'boolean' ? [[key, value]] : [];
    }),
  );
}
