import { parseArgs } from 'node:util';
import { storeLocation } from '../environment.ts';
import { showJournal, verifyJournals } from '../journals.ts';
import { defineTerminalCommand, Misuse, say } from '../terminal.ts';

export default defineTerminalCommand({
  usage: [
    {
      line: 'journal verify [RELEASE] [--head HASH]',
      effect:
        'check the hash chain of one journal, or of all; with the hash on a finished release’s last card, that it is still the same',
    },
    { line: 'journal show RELEASE', effect: 'print a journal, an entry a line' },
  ],

  async run([what, ...rest]) {
    const { positionals, values } = parseArgs({
      args: [...rest],
      allowPositionals: true,
      options: { head: { type: 'string' } },
    });
    const [release, ...more] = positionals;
    if (more.length > 0) throw new Misuse('journal takes one release at a time');
    if (what === 'verify') return verify(release, values.head);
    if (what === 'show' && release !== undefined) return show(release);
    throw new Misuse('say "journal verify" or "journal show RELEASE"');
  },
});

async function verify(release: string | undefined, head: string | undefined): Promise<number> {
  if (head !== undefined && release === undefined)
    throw new Misuse('--head belongs to one release: name it');
  const findings = await verifyJournals(storeLocation(process.env), { release, head });
  if (findings.length === 0) return say('there are no journals yet');
  for (const { release: id, entries, head: last, trouble } of findings)
    say(
      `${trouble === undefined ? 'ok    ' : 'BROKEN'} ${id}: ${trouble ?? `${entries} entries, head ${last}`}`,
    );
  return findings.every(({ trouble }) => trouble === undefined) ? 0 : 1;
}

async function show(release: string): Promise<number> {
  const entries = await showJournal(storeLocation(process.env), release);
  for (const { seq, at, body, hash } of entries) say(`${seq} ${at} ${hash.slice(0, 12)} ${body}`);
  return 0;
}
