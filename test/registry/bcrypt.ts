import { execFile } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { promisify } from 'node:util';

const ALPHABET = './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const run = promisify(execFile);

/**
 * A line of `htpasswd -B`, by the C library through Perl, which every Debian
 * has, while `htpasswd` comes with a web server.
 */
export async function bcrypt(password: string): Promise<string> {
  const salt = Array.from({ length: 21 }, () => ALPHABET[randomInt(64)]).join('');
  // The last character holds two bits only.
  const setting = `$2b$05$${salt}${'.Oeu'[randomInt(4)]}`;
  const { stdout } = await run('perl', [
    '-e',
    'print crypt($ARGV[0], $ARGV[1])',
    password,
    setting,
  ]);
  if (stdout.length === 60 && stdout.startsWith('$2b$')) return stdout;
  throw new Error('the C library of this machine knows no bcrypt');
}
