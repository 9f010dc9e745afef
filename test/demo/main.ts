import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { openStage } from '../stage/stage.ts';
import { playDemo } from './play.ts';

const HELP = `Conducts a whole release on this machine: no account, no network service.

  npm run demo                    plays it, at reading speed
  npm run demo -- --fast          without pauses
  npm run demo -- --interactive   a page on localhost where you act as everybody
  npm run demo -- --port 8080     the page's port (default: any free one)
  npm run demo -- --help          this text

It needs git, Node and npm. Tags are signed with gpg where it is installed, else
with a small OpenPGP program of the demo's own.`;

const { values } = parseArgs({
  options: {
    fast: { type: 'boolean', default: false },
    interactive: { type: 'boolean', default: false },
    port: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) console.log(HELP);
else {
  console.log(
    'Starting a forge, two registries, Slack, the builds, the promotion job and Ringmaster …\n',
  );
  const stage = await openStage();
  try {
    const story = await readFile(new URL('../stories/one-release.story', import.meta.url), 'utf8');
    process.exitCode = (await playDemo(stage, story, { pace: values.fast ? 0 : 1 })) ? 0 : 1;
  } finally {
    await stage.close();
  }
}
