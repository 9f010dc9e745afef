import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { openStage } from '../stage/stage.ts';
import { INTERACTIVE_STAGE, playInteractive, readPort } from './interactive.ts';
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
    port: { type: 'string', default: '0' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) console.log(HELP);
else {
  const port = readPort(values.port);
  console.log(
    'Starting a forge, two registries, Slack, the builds, the promotion job and Ringmaster …\n',
  );
  const stage = await openStage(values.interactive ? INTERACTIVE_STAGE : {});
  try {
    const isRight = values.interactive
      ? await playInteractive(stage, { port })
      : await playDemo(stage, await story(), { pace: values.fast ? 0 : 1 });
    process.exitCode = isRight ? 0 : 1;
  } finally {
    await stage.close();
  }
}

function story(): Promise<string> {
  return readFile(new URL('../stories/one-release.story', import.meta.url), 'utf8');
}
