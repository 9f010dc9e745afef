import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { messageOf } from '../../src/domain/errors.ts';
import { openStage } from '../stage/stage.ts';
import { INTERACTIVE_STAGE, playInteractive, readPort } from './interactive.ts';
import { playDemo } from './play.ts';

const HELP = `Conducts a whole release on this machine: no account, no network service.

  npm run demo                    plays it, at reading speed
  npm run demo -- --fast          without pauses
  npm run demo -- --interactive   a page on localhost where you act as everybody
  npm run demo -- --interactive --port 8080   at this port (default: any free one)
  npm run demo -- --help          this text

It needs git, Node and npm. Tags are signed with gpg where it is installed, else
with a small OpenPGP program of the demo's own. It ends with 0 when the release
came out as it should, with 1 when it did not.`;

const OPTIONS = {
  fast: { type: 'boolean', default: false },
  interactive: { type: 'boolean', default: false },
  port: { type: 'string', default: '0' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

const wishes = readWishes();
if (wishes?.help === true) console.log(HELP);
else if (wishes === undefined) process.exitCode = 2;
else {
  console.log(
    'Starting a forge, two registries, Slack, the builds, the promotion job and Ringmaster …\n',
  );
  const { isInteractive, isFast, port } = wishes;
  const stage = await openStage(isInteractive ? INTERACTIVE_STAGE : {});
  try {
    const isRight = isInteractive
      ? await playInteractive(stage, { port })
      : await playDemo(stage, await story(), { pace: isFast ? 0 : 1 });
    process.exitCode = isRight ? 0 : 1;
  } finally {
    await stage.close();
  }
}

/** @returns undefined, having said why, where the command line is not understood. */
function readWishes() {
  try {
    const { fast, interactive, port, help } = parseArgs({ options: OPTIONS }).values;
    return { isFast: fast, isInteractive: interactive, port: readPort(port), help };
  } catch (error) {
    console.error(`${messageOf(error)}\nnpm run demo -- --help tells what can be asked for`);
    return undefined;
  }
}

function story(): Promise<string> {
  return readFile(new URL('../stories/one-release.story', import.meta.url), 'utf8');
}
