import { createInterface } from 'node:readline/promises';

/** Where a question is asked, and where the answer comes from. */
interface Conversation {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

/** Asks a question that only `y` or `yes` agrees to; an input that ends says no. */
export async function confirm(question: string, { input, output }: Conversation): Promise<boolean> {
  const lines = createInterface({ input, output });
  const ended = new Promise<string>((resolve) => {
    lines.once('close', () => resolve(''));
  });
  const answer = await Promise.race([lines.question(`${question} (y/N) `), ended]);
  lines.close();
  return /^y(?:es)?$/i.test(answer.trim());
}
