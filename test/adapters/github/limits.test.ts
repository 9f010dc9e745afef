import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { githubApp } from '../../../src/adapters/github/app.ts';
import { githubForge } from '../../../src/adapters/github/forge.ts';
import { createGovernor, type Governor } from '../../../src/adapters/github/governor.ts';
import { RingmasterError, type TroubleCode } from '../../../src/domain/errors.ts';
import type { Forge } from '../../../src/plugin/forge.ts';
import { startForge } from '../../forge/forge.ts';
import type { Forge as ForgeStandIn } from '../../forge/forge-handle.ts';
import type { ForgeOptions } from '../../forge/options.ts';
import { appManifest } from '../../support/app-manifest.ts';
import { SILENT } from '../../support/log.ts';
import { SILENT_METER } from '../../support/meter.ts';
import { budgetsBy, VirtualClock } from '../../support/virtual-clock.ts';

const COMMENTS = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments';
const COMMENT_PATH = /\/issues\/\d+\/comments$/;

describe("GitHub's limits", () => {
  let clock: VirtualClock;
  let github: ForgeStandIn;
  /** Requests that left us and were not answered yet. */
  let underway: number;
  /** Two replicas, each seeing both places. */
  let acme: readonly Forge[];
  let tents: readonly Forge[];

  const stage = async (limits: ForgeOptions['limits'] = {}) => {
    github = await startForge({ now: () => clock.time, limits });
    github.addUser({ login: 'alice' });
    const permissions = (await appManifest()).default_permissions;
    const handle = await github.addApp({ slug: 'ringmaster', permissions, events: [] });
    const budgets = budgetsBy(clock);
    const replica = () => {
      const governor = counting(createGovernor({ budgets, clock, meter: SILENT_METER }));
      const { appId, privateKeyPem: privateKey } = handle;
      return githubApp({ baseUrl: github.url, governor, clock, appId, privateKey, log: SILENT });
    };
    const apps = [replica(), replica()];
    const settle = async (owner: string, name: string) => {
      github.addOrganization(owner);
      const id = await github.addRepository(`${owner}/${name}`, { files: { a: 'a' } });
      const installation = github.install(handle, owner, [`${owner}/${name}`]);
      const site = { repository: { id, owner, name }, installation };
      return apps.map((app) => githubForge(app, site));
    };
    acme = await settle('acme', 'app');
    tents = await settle('tents', 'app');
    for (const forge of [first(acme), first(tents)])
      await clock.until(forge.issues.open({ title: 'x', body: 'x', labels: [] }), quiet);
    github.requests.clear();
  };

  beforeEach(() => {
    // Tokens of the App are signed by the machine's clock.
    clock = new VirtualClock(Date.now());
    underway = 0;
  });
  afterEach(async () => {
    assert.deepEqual([github.violations, github.unknownRequests], [[], []]);
    await github.close();
  });

  const counting = (governor: Governor): Governor => ({
    run: (scope, ask, request) =>
      governor.run(scope, ask, () => {
        underway += 1;
        return request().finally(() => {
          underway -= 1;
        });
      }),
  });

  /** Nothing happens but waiting: keys are signed and answers read in a moment. */
  const quiet = async () => {
    do await wait(4);
    while (underway > 0);
  };
  const until = <T>(work: Promise<T>) => clock.until(work, quiet);

  const commentOn = ({ issues }: Forge) => issues.comment(1, 'Hello');

  /** Comes back whenever it is told to, until it is let through. */
  const persist = async (forge: Forge): Promise<unknown> => {
    for (;;) {
      try {
        return await commentOn(forge);
      } catch (error) {
        if (!(error instanceof RingmasterError) || error.wait === undefined) throw error;
        await clock.sleep(error.wait);
      }
    }
  };

  for (const kind of ['effect-then-502', 'effect-then-reset'] as const)
    test(`a comment whose answer got lost (${kind}) was sent exactly once`, async () => {
      await stage();
      const fault = github.faults.add({ kind, on: { path: COMMENT_PATH }, times: 10 });
      await assert.rejects(until(commentOn(first(acme))), isTrouble('outcome-unknown'));
      assert.equal(fault.fired, 1);
      assert.equal(github.requests.matching({ route: COMMENTS }).length, 1);
      assert.equal(github.requests.creations, 1);
    });

  test('none of a hundred comments at once, by two replicas, is refused', async () => {
    await stage({ content: true });
    const begun = clock.time;
    const forges = Array.from({ length: 100 }, (_, index) => at(acme, index % 2));
    await until(Promise.all(forges.map(persist)));
    const sent = github.requests.matching({ route: COMMENTS });
    assert.deepEqual(new Set(sent.map(({ status }) => status)), new Set([201]));
    assert.equal(sent.length, 100);
    // The issue and six comments at once, then one every 900 ms.
    const last = Math.max(...sent.map((each) => each.at)) - begun;
    assert.ok(last >= 92 * 900 && last < 95 * 900, `the last one was sent after ${last} ms`);
  });

  for (const [what, refusal] of [
    ['retry-after', { retryAfter: 60 }],
    ['retry-after and 429', { retryAfter: 60, status: 429 }],
    ["the hour's budget", { resetIn: 60 }],
    ['nothing to say for how long', {}],
  ] as const)
    test(`after a refusal with ${what} nothing is sent for that installation, and for others it is`, async () => {
      await stage();
      github.faults.add({ kind: 'rate-limit', on: { path: COMMENT_PATH }, ...refusal });
      await assert.rejects(until(commentOn(first(acme))), isTrouble('outside-limited'));
      const refused = clock.time;
      github.requests.clear();

      for (const ask of acme.flatMap(everything))
        await assert.rejects(until(ask()), isTrouble('outside-limited'));
      assert.deepEqual(
        github.requests.all.filter(({ by }) => by.kind === 'installation'),
        [],
      );

      await until(commentOn(at(tents, 1)));
      await until(persist(at(acme, 1)));
      const [elsewhere, here] = github.requests.matching({ route: COMMENTS });
      assert.match(elsewhere?.path ?? '', /^\/repos\/tents\//);
      assert.match(here?.path ?? '', /^\/repos\/acme\//);
      const rested = (here?.at ?? 0) - refused;
      assert.ok(rested >= 58_000 && rested < 65_000, `it rested for ${rested} ms`);
    });

  test("once the hour's budget is used up, nothing more is asked", async () => {
    await stage({ primary: 30 });
    const { code } = first(acme);
    let asked = 0;
    const ask = async () => {
      await code.commit('main');
      asked += 1;
    };
    await assert.rejects(
      until(
        Promise.resolve().then(async () => {
          for (;;) await ask();
        }),
      ),
      isTrouble('outside-limited'),
    );
    assert.ok(asked >= 28, `only ${asked} were asked`);
    const refused = github.requests.all.filter(({ status }) => status >= 400);
    assert.deepEqual(refused, []);
  });

  test('what was delayed is waited for, and not sent again', async () => {
    await stage();
    github.faults.add({ kind: 'delay', on: { path: COMMENT_PATH }, ms: 300 });
    await until(commentOn(first(acme)));
    assert.equal(github.requests.creations, 1);
  });

  test('a read that GitHub could not answer is asked again', async () => {
    await stage();
    github.faults.add({ kind: 'refuse', status: 502, on: { path: /\/commits\// }, times: 2 });
    assert.match((await until(first(acme).code.commit('main'))) ?? '', /^[0-9a-f]{40}$/);
  });
});

/** Something through each of several doors. */
function everything({ issues, code, tags }: Forge): readonly (() => Promise<unknown>)[] {
  return [
    () => issues.comment(1, 'x'),
    () => issues.react({ issue: 1 }, 'eyes'),
    () => code.head(),
    () => tags.all(),
  ];
}

function at<T>(things: readonly T[], index: number): T {
  const thing = things[index];
  assert.ok(thing !== undefined);
  return thing;
}

function first<T>(things: readonly T[]): T {
  return at(things, 0);
}

function isTrouble(code: TroubleCode) {
  return (error: unknown) => {
    assert.ok(error instanceof RingmasterError, String(error));
    assert.equal(error.code, code, error.message);
    return true;
  };
}
