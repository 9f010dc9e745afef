import { pino } from 'pino';
import type { Log } from '../plugin/log.ts';

/** Texts longer than this are cut, so that nobody fills the operator's disk. */
const LONGEST = 2_000;

/**
 * Every field that may stand in the log; what is handed in under another name, or
 * in another shape, is left out, so that nothing gets there of which nobody thought.
 * A word has no blanks, and little of what keys and headers consist of.
 */
const FIELDS = {
  number: `attempt comment count installation issue left metrics number port repository status
    wait`,
  word: 'at change comments delivery effect event from id issues kind release signal surplus tags until',
  text: 'advice card error folder path reason step target what',
};

type Shape = keyof typeof FIELDS;

const SHAPES = new Map(
  (['number', 'word', 'text'] as const).flatMap((shape) =>
    FIELDS[shape].split(/\s+/).map((field) => [field, shape] as const),
  ),
);

/** Fields that may stand in the log. */
export const LOGGED: ReadonlySet<string> = new Set(SHAPES.keys());

const WORD = /^[\w.,:/+-]{0,300}$/;

/**
 * Structured lines on standard output, one JSON object each, without secrets.
 * @param secrets the operator's own, which may look like anything.
 */
export function jsonLog(level: string, secrets: readonly string[] = []): Log {
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
  const clean = (text: string) => cut(redact(text, secrets));
  const about = (fields: Readonly<Record<string, unknown>> = {}) => allowed(fields, clean);
  return {
    info: (message, fields) => logger.info(about(fields), clean(message)),
    warn: (message, fields) => logger.warn(about(fields), clean(message)),
    error: (message, fields) => logger.error(about(fields), clean(message)),
  };
}

type Written = string | number;

/** The fields that may be written; of the others only how many there were. */
function allowed(
  fields: Readonly<Record<string, unknown>>,
  clean: (text: string) => string,
): Readonly<Record<string, Written>> {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  const written = given.flatMap(([key, value]): [string, Written][] => {
    const fit = inShape(SHAPES.get(key), value);
    if (fit === undefined) return [];
    return [[key, typeof fit === 'string' ? clean(fit) : fit]];
  });
  const omitted = given.length - written.length;
  return { ...Object.fromEntries(written), ...(omitted === 0 ? {} : { omitted }) };
}

function inShape(shape: Shape | undefined, value: unknown): Written | undefined {
  if (shape === undefined) return undefined;
  if (typeof value === 'number') return value;
  if (shape === 'number') return undefined;
  const isList = Array.isArray(value) && value.every((each) => typeof each === 'string');
  const text = isList ? value.join() : value;
  if (typeof text !== 'string') return undefined;
  return shape === 'text' || WORD.test(text) ? text : undefined;
}

const HIDDEN = '[secret]';

/** What secrets look like; of a pattern with a group, the group stays. None of them goes back far in a text. */
const SECRETS: readonly RegExp[] = [
  // PEM, also where its end is cut off or its lines are written as \n.
  /-----BEGIN [A-Z ]*PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY(?: BLOCK)?-----|$)/g,
  // Headers that identify somebody, whatever follows.
  /\b((?:authorization|cookie|x-hub-signature(?:-256)?|x-token)["']?\s{0,3}[:=]\s{0,3}["']?)[^\r\n"',}]+/gi,
  /\b((?:bearer|basic)\s{1,3})[\w.~+/=-]{8,}/gi,
  // Tokens of GitHub, of old and of today, and the oldest of all.
  /\bgh[a-z]_[\w.-]{10,}/g,
  /\bgithub_pat_\w+/g,
  /\bv1\.[0-9a-f]{40}\b/g,
  // Of Slack, and of registries.
  /\b(?:xox[a-z]|xapp)-[\w-]+/g,
  /\b(hooks\.slack\.com\/(?:services|workflows)\/)[\w/]+/g,
  /\b(?:npm_|pypi-|glpat-|dckr_pat_)[\w-]{10,}/g,
  // JSON web tokens.
  /(?<![\w-])eyJ[\w-]+\.[\w-]+\.[\w-]*/g,
  // Whoever stands before the host in an address.
  /(?<=\/\/)[^/\s@]+(?=@)/g,
  // What calls itself a secret: in a query, in JSON, in a connection string.
  /((?:token|secret|passw(?:or)?d|pwd|api_?key|private_?key|signature)["']?\s{0,3}[=:]\s{0,3}["']?)[^\s"'&,;<>)}]{4,}/gi,
];

/** A text with every secret in it made unreadable. */
export function redact(text: string, secrets: readonly string[] = []): string {
  const known = secrets.reduce((rest, secret) => rest.replaceAll(secret, HIDDEN), text);
  return SECRETS.reduce((rest, pattern) => rest.replace(pattern, hide), known);
}

function hide(_found: string, kept: unknown): string {
  return typeof kept === 'string' ? `${kept}${HIDDEN}` : HIDDEN;
}

/** Cut after it was made safe: half of a secret would not be known as one. */
function cut(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}
