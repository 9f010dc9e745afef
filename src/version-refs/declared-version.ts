import type { Dependency } from './dependency.ts';
import { refusal } from './refusal.ts';

/** Texts that every reader of YAML takes for themselves where they stand without quotes. */
const BARE = /^[0-9A-Za-z](?:[0-9A-Za-z._+@:/~-]*[0-9A-Za-z])?$/;
const WORDS_OF_YAML = /^(?:null|true|false|yes|no|on|off|y|n)$/i;

/**
 * The text that declares a dependency with another version of it: only the value
 * changes, and its quotes stay. A version that needs quotes gets them.
 *
 * @throws RingmasterError `edit-refused` where it is written in a way that cannot be kept.
 */
export function writeVersion(text: string, dependency: Dependency, version: string): string {
  const { name, line, version: old } = dependency;
  const { from, to, quote } = dependency.written;
  const written = text.slice(from, to);
  if (old === version) return text;
  if (written !== quoted(old, quote))
    throw refusal(
      `line ${line}: the version of "${name}" is written in a way that cannot be kept`,
      {
        advice: 'Write it in one line, without an alias, or set it by hand.',
      },
    );
  const isBare = BARE.test(version) && !WORDS_OF_YAML.test(version);
  const value = quoted(version, quote === '' && !isBare ? '"' : quote);
  return text.slice(0, from) + value + text.slice(to);
}

function quoted(version: string, quote: '"' | "'" | ''): string {
  if (quote === '"') return JSON.stringify(version);
  return quote === "'" ? `'${version.replaceAll("'", "''")}'` : version;
}
