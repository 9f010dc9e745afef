import { messageOf, RingmasterError } from '../../domain/errors.ts';

interface Trouble {
  readonly what: string;
  readonly advice: string;
}

const NO_ROOM: Trouble = {
  what: 'the database has no room left on its disk',
  advice: 'Make room on the disk of the database; work goes on by itself',
};
const BAD_DISK: Trouble = {
  what: 'the database cannot use its disk',
  advice: 'Look into the log of the database',
};
const FULL: Trouble = {
  what: 'the database takes no more connections',
  advice: 'Raise its max_connections, or run fewer replicas',
};
const UNREACHED: Trouble = {
  what: 'the database cannot be reached',
  advice: 'Check that it runs, and DATABASE_URL; work goes on by itself',
};
const READ_ONLY: Trouble = {
  what: 'the database takes no changes',
  advice: 'Let DATABASE_URL name the primary server',
};
const CROWDED: Trouble = {
  what: 'the database gave up a transaction that others stood in the way of',
  advice: 'Nothing has to be done: it is tried again',
};

/** By SQLSTATE, or the code that Node gives to what a connection or a disk met with. */
const CODES: readonly (readonly [RegExp, Trouble])[] = [
  [/^(?:53100|ENOSPC|EDQUOT)$/, NO_ROOM],
  [/^(?:58\w{3}|EIO|EROFS)$/, BAD_DISK],
  [/^(?:53300|53400|53200|53000)$/, FULL],
  [/^25006$/, READ_ONLY],
  [/^(?:40001|40P01|55P03|57014|25P0[34])$/, CROWDED],
  [
    /^(?:08\w{3}|57P0\d|ECONN\w+|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/,
    UNREACHED,
  ],
];

/** What has no code: the client's own words about a connection that is gone or cannot be had. */
const WORDS: readonly (readonly [RegExp, Trouble])[] = [
  [/no space left on device/i, NO_ROOM],
  [
    /connection (?:terminated|ended|error)|not queryable|trying to connect|client was closed/i,
    UNREACHED,
  ],
];

/**
 * What a database failed with, as an error that says who can do what about it.
 * Whatever it was about may have happened all the same: a connection can be lost
 * after a transaction was committed, so that whoever goes on looks first. An error
 * that the database does not stand behind is a bug, and stays as it is.
 */
export function explainTrouble(error: unknown): unknown {
  if (error instanceof RingmasterError) return error;
  const trouble = troubleIn(error);
  if (trouble === undefined) return error;
  const said = messageOf(error) || codeOf(error);
  return new RingmasterError('outside-unreachable', `${trouble.what}: ${said}`, {
    advice: trouble.advice,
    cause: error,
  });
}

function troubleIn(error: unknown): Trouble | undefined {
  const code = codeOf(error);
  const [, byCode] = CODES.find(([pattern]) => pattern.test(code)) ?? [];
  if (byCode !== undefined || code !== '') return byCode;
  return WORDS.find(([pattern]) => pattern.test(messageOf(error)))?.[1];
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}

/** Does something with the database; what it fails with is explained. */
export async function explained<T>(task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (error) {
    throw explainTrouble(error);
  }
}
