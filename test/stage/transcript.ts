import { Masks } from './masks.ts';
import { perform } from './performance.ts';
import type { Stage } from './stage.ts';

/** Plays a story and writes down what everybody could see, the same letter for letter every time. */
export async function transcribe(stage: Stage, story: string): Promise<string> {
  const masks = new Masks();
  const lines: string[] = [];
  await perform(stage, story, {
    act(line, text) {
      lines.push('', `## ${line}`);
      if (text !== '') lines.push('', quoted(masks.apply(text)));
    },
    happening({ title, body }) {
      lines.push('', `**${masks.apply(title)}**`);
      if (body !== '') lines.push('', quoted(masks.apply(body)));
    },
  });
  return `${lines.join('\n').trim()}\n`;
}

function quoted(text: string): string {
  return text
    .split('\n')
    .map((line) => `    ${line}`.trimEnd())
    .join('\n');
}
