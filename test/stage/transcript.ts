import { Masks } from './masks.ts';
import { perform } from './performance.ts';
import { type Scene, trackingIssue } from './scene.ts';
import type { Stage } from './stage.ts';

/** What a story left in writing, the same letter for letter every time. */
export interface Records {
  readonly transcript: string;
  /** The tracking issue at the moments that the story names, as Markdown. */
  readonly cards: ReadonlyMap<string, string>;
}

/** Plays a story and writes down what everybody could see. */
export async function transcribe(stage: Stage, story: string): Promise<Records> {
  const masks = new Masks();
  const lines: string[] = [];
  const cards = new Map<string, string>();
  await perform(stage, story, {
    act(line, text) {
      lines.push('', `## ${line}`);
      if (text !== '') lines.push('', quoted(masks.apply(text)));
    },
    happening({ title, body }) {
      lines.push('', `**${masks.apply(title)}**`);
      if (body !== '') lines.push('', quoted(masks.apply(body)));
    },
    keep(name, scene) {
      cards.set(name, masks.apply(onPaper(scene)));
    },
  });
  return { transcript: `${lines.join('\n').trim()}\n`, cards };
}

/** The tracking issue that was opened last, from its title to its last card. */
function onPaper(scene: Scene): string {
  const issue = trackingIssue(scene);
  if (issue === undefined) throw new Error('nobody has opened a tracking issue yet');
  const cards = issue.comments.flatMap(({ author, body }) =>
    author === 'ringmaster[bot]' && body.includes('\n### Ring ') ? [body] : [],
  );
  return `${[`# ${issue.title}`, issue.body, ...cards].join('\n\n---\n\n').trim()}\n`;
}

function quoted(text: string): string {
  return text
    .split('\n')
    .map((line) => `    ${line}`.trimEnd())
    .join('\n');
}
