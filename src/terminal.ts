/** One command of the command line: its name is its file's name in `src/cli`. */
export interface TerminalCommand {
  readonly kind: 'terminal command';
  /** Ways to write it, without the program's name, each with what it does. */
  readonly usage: readonly { readonly line: string; readonly effect: string }[];
  /** What `--help` tells besides: options, forms of input, exit statuses. */
  readonly details?: string;
  /** @returns the exit status: 0 it is so, 1 it is not. What was written wrongly throws `Misuse`. */
  run(args: readonly string[]): Promise<number>;
}

export function defineTerminalCommand(command: Omit<TerminalCommand, 'kind'>): TerminalCommand {
  return { ...command, kind: 'terminal command' };
}

/** The command was written wrongly; its usage is shown, and the exit status is 2. */
export class Misuse extends Error {
  override readonly name = 'Misuse';
}

/** Prints a line for whoever, or whatever, reads the result. @returns exit status 0. */
export function say(text: string): number {
  console.log(text);
  return 0;
}

/** Prints a line for people only: progress, problems. */
export function remark(text: string): void {
  console.error(text);
}
