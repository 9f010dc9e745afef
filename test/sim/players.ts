import { LIST_PATH, LISTS, MERGED, PROJECT } from '../stage/scenery.ts';
import type { Chance } from './chance.ts';
import type { Plan } from './plan.ts';
import type { Scheduler } from './scheduler.ts';
import { look, type Sight } from './sight.ts';
import type { Who } from './world/cast.ts';
import { repositoryIn } from './world/state.ts';
import type { World } from './world/world.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** What is said against a release, and what lifts it. */
const OBJECTING = {
  hold: ['/hold because I want to look first', '/unhold'],
  concern: ['/concern Does it start on arm64?', '/resolve 1'],
} as const;

export const TAGS = ['v0.1.0', 'chart/0.1.0'] as const;

interface PlayersOptions {
  readonly world: World;
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  readonly plan: Plan;
  /** Called when the build of a tag has come to its end. */
  built(tag: string): void;
  trace(line: () => string): void;
}

/** Everybody who acts: they look from time to time, and do what the pages ask for. */
export class Players {
  readonly #options: PlayersOptions;
  /** What was done once and is not done again. */
  readonly #done = new Set<string>();
  /** When somebody last said something that may be said again. */
  readonly #saidAt = new Map<string, number>();
  #isGone = false;

  constructor(options: PlayersOptions) {
    this.#options = options;
    this.#comeAgain(MINUTE, () => this.#look());
    this.#comeAgain(MINUTE, () => this.#work());
  }

  /** Nobody acts any more. */
  leave(): void {
    this.#isGone = true;
  }

  #comeAgain(first: number, act: () => void): void {
    const { scheduler, chance } = this.#options;
    scheduler.at(scheduler.now + first, () => {
      if (this.#isGone) return;
      act();
      this.#comeAgain(chance.between(20, 90) * SECOND, act);
    });
  }

  /** People do one thing at a time. */
  #look(): void {
    const sight = look(this.#options.world);
    const habits = [
      () => this.#propose(sight),
      () => this.#attack(sight),
      () => this.#chatter(sight),
      () => this.#mend(sight),
      () => this.#waver(sight),
      () => this.#object(sight),
      () => this.#approve(sight),
      () => this.#pushTags(sight),
      () => this.#followAdvice(sight),
      () => this.#merge(sight),
    ];
    for (const habit of habits) if (habit()) return;
  }

  /** Machines do what they do, whoever looks. */
  #work(): void {
    const { world } = this.#options;
    for (const tag of world.acts.build()) {
      this.#tell(`the build of ${tag}`);
      this.#options.built(tag);
    }
    const merged = repositoryIn(world.state, LISTS).pulls.values();
    if (merged.some((pull) => pull.merged !== undefined)) world.acts.runPromotionJob();
  }

  #propose({ tracking }: Sight): boolean {
    const { plan, world } = this.#options;
    if (tracking !== undefined || plan.opens === 'tags') return false;
    if (plan.opens === 'form')
      return this.#once('proposes by form', () => world.acts.fileForm('alice', 'v0.1.0'));
    return this.#once('proposes', () => {
      const issue = world.acts.openIssue('alice', { title: 'Time?', body: 'Is it?' });
      world.acts.comment('alice', issue, '/release new v0.1.0');
    });
  }

  #mend({ fixes: [fix], candidate }: Sight): boolean {
    const { world } = this.#options;
    if (fix !== undefined)
      return this.#once(`merges #${fix.number}`, () => {
        world.acts.merge('alice', PROJECT, fix.number);
      });
    const wasMended = [...this.#done].some((each) => each.startsWith('merges #'));
    return wasMended && candidate > 0 && this.#once('/rc', () => this.#say('alice', '/rc'));
  }

  #approve({ candidate, text }: Sight): boolean {
    const { plan } = this.#options;
    if (candidate === 0 || (plan.isChartWrong && !this.#done.has('/rc'))) return false;
    if (text.includes(' moved from ')) return false;
    const approve = (who: Who) =>
      this.#once(`${who} approves rc${candidate}`, () => this.#say(who, '/lgtm it works'));
    if (plan.isStrangerAround && approve('mallory')) return true;
    return approve('bob') || approve('carol') || (plan.opens === 'tags' && approve('alice'));
  }

  /** bob takes back what he said, and says it again. */
  #waver({ said, candidate }: Sight): boolean {
    const { plan, world, chance } = this.#options;
    if (plan.wavers === 'never') return false;
    if (this.#done.has('wavers'))
      return this.#once('is sure again', () => this.#say('bob', `/lgtm rc${candidate} after all`));
    const last = said.findLast(
      ({ author, body }) => author.login === 'bob' && body.startsWith('/lgtm it works'),
    );
    if (last === undefined || !chance.happens(0.5)) return false;
    return this.#once('wavers', () => {
      if (plan.wavers === 'cancels') this.#say('bob', '/lgtm cancel');
      if (plan.wavers === 'edits') world.acts.edit('bob', last.id, 'I am not so sure');
      if (plan.wavers === 'deletes') world.acts.delete('bob', last.id);
    });
  }

  /** carol has something against it, and nothing any more once the pages have said so for a while. */
  #object({ candidate, asked }: Sight): boolean {
    const { plan, chance } = this.#options;
    if (plan.objects === 'never' || candidate === 0 || !chance.happens(0.15)) return false;
    const [words, lifting] = OBJECTING[plan.objects];
    if (this.#once('objects', () => this.#say('carol', words))) return true;
    if (!asked.includes(`says \`${lifting}\``)) return false;
    if (plan.isStrangerAround && this.#once('meddles', () => this.#say('mallory', lifting)))
      return true;
    return this.#again(lifting, () => this.#say('carol', lifting));
  }

  #pushTags({ ours }: Sight): boolean {
    const { world, plan } = this.#options;
    const isAsked = ours.some(
      ({ body }) => body.includes('### 🎪 stage') || /### .*stage/.test(body),
    );
    if (plan.opens !== 'tags' && !isAsked) return false;
    return this.#once('pushes tags', () => {
      const fixes = [...repositoryIn(world.state, PROJECT).pulls.values()].slice(MERGED.length);
      const changes = [...MERGED.keys()].map((index) => `#${index + 1}`);
      const message = [...changes, ...fixes.map(({ number }) => `#${number}`)].join('\n');
      world.acts.pushTags('alice', TAGS, { message: `Changes\n\n${message}` });
    });
  }

  /** What a card advises to say is said by somebody who may. */
  #followAdvice({ asked }: Sight): boolean {
    return adviceIn(asked).some(({ who, words }) =>
      this.#again(`${who}: ${words}`, () => this.#say(who, words)),
    );
  }

  #merge({ promotions: [promotion] }: Sight): boolean {
    const { world, scheduler } = this.#options;
    if (promotion === undefined || promotion.createdAt > scheduler.now - MINUTE) return false;
    return this.#once(`merges the promotion #${promotion.number}`, () => {
      world.acts.merge('reviewer', LISTS, promotion.number);
    });
  }

  #chatter({ tracking }: Sight): boolean {
    const { plan, world, chance } = this.#options;
    if (!plan.chatters || tracking === undefined || !chance.happens(0.3)) return false;
    return (
      this.#once('asks for help', () => this.#say('mallory', '/release help')) ||
      this.#once('mistypes', () => this.#say('bob', '/lgtn')) ||
      this.#once('asks elsewhere', () => {
        const issue = world.acts.openIssue('mallory', { title: 'How?', body: '' });
        world.acts.comment('mallory', issue, '/release new v9.9.9');
      })
    );
  }

  #attack({ text }: Sight): boolean {
    const { plan, world, chance } = this.#options;
    const { acts } = world;
    if (plan.attack === 'none' || !this.#done.has('pushes tags') || !chance.happens(0.2))
      return false;
    if (!text.includes('artifact:images@sha256')) return false;
    return this.#once(`attacks the ${plan.attack}`, () => {
      if (plan.attack === 'tag') {
        const evil = acts.commit('bob', { 'cmd/main.go': 'package evil\n' }) ?? '';
        acts.moveTag('bob', TAGS[0], evil);
      }
      if (plan.attack === 'staged') acts.overwriteStaged('images', '0.1.0');
      if (plan.attack === 'production') acts.overwriteProduction('images', '0.1.0');
      if (plan.attack === 'branch') this.#spoilBranch();
    });
  }

  /** Somebody with rights adds a line to the open promotion. */
  #spoilBranch(): void {
    const { world } = this.#options;
    const [promotion] = look(world).promotions;
    if (promotion === undefined) return;
    const pull = { repository: LISTS, number: promotion.number };
    const evil = `- name: evil\n  dmap:\n    "sha256:${'e'.repeat(64)}": ["v0.1.0"]\n`;
    world.acts.editBranch(pull, LIST_PATH, (text) => `${text}${evil}`);
  }

  #say(who: Who, body: string): void {
    const { world } = this.#options;
    const { tracking } = look(world);
    if (tracking !== undefined) world.acts.comment(who, tracking.number, body);
  }

  #once(what: string, act: () => void): boolean {
    if (this.#done.has(what)) return false;
    this.#done.add(what);
    this.#tell(what);
    act();
    return true;
  }

  /** What is still asked for after ten minutes is said again. */
  #again(what: string, act: () => void): boolean {
    const { now } = this.#options.scheduler;
    if ((this.#saidAt.get(what) ?? 0) > now - 10 * MINUTE) return false;
    this.#saidAt.set(what, now);
    this.#tell(what);
    act();
    return true;
  }

  #tell(what: string): void {
    this.#options.trace(() => `people: ${what}`);
  }
}

interface Advice {
  readonly who: Who;
  readonly words: string;
}

/** What the pages ask somebody to say. */
function adviceIn(asked: string): readonly Advice[] {
  const commands = [...asked.matchAll(/`(\/(?:confirm|approve) [^`]+)`/g)];
  const isAsked = (who: Who) =>
    asked.split('\n').some((line) => line.includes('say `/lgtm`') && line.includes(`[${who}]`));
  const agreeing = (['alice', 'bob', 'carol'] as const).filter(isAsked);
  return [
    ...commands.map(([, words = '']) => ({ who: 'carol' as const, words })),
    ...agreeing.map((who) => ({ who, words: '/lgtm' })),
    ...(asked.includes('an owner says `/rc`') ? [{ who: 'alice' as const, words: '/rc' }] : []),
    ...(asked.includes('`/retry`') ? [{ who: 'carol' as const, words: '/retry' }] : []),
  ];
}
