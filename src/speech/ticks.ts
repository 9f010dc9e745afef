/** Backticks, up to the end of what they enclose, or of themselves where they enclose nothing. */
export interface Ticks {
  readonly to: number;
  readonly isCode: boolean;
}

/** Reads inline code, in time that grows with the length of the text, however many backticks are alone. */
export function tickReader(text: string): (at: number) => Ticks {
  let last: ReadonlyMap<number, number> | undefined;
  return (at) => {
    last ??= lastOfSize(text);
    const end = runEnd(text, at);
    const size = end - at;
    if ((last.get(size) ?? at) <= at) return { to: end, isCode: false };
    return { to: partnerEnd(text, end, size), isCode: true };
  };
}

/** For each number of backticks in a row, where the last such row begins. */
function lastOfSize(text: string): ReadonlyMap<number, number> {
  const last = new Map<number, number>();
  for (let at = text.indexOf('`'); at >= 0; ) {
    const end = runEnd(text, at);
    last.set(end - at, at);
    at = text.indexOf('`', end);
  }
  return last;
}

/** Behind the next row of this size, which there is. */
function partnerEnd(text: string, from: number, size: number): number {
  for (let at = text.indexOf('`', from); at >= 0; ) {
    const end = runEnd(text, at);
    if (end - at === size) return end;
    at = text.indexOf('`', end);
  }
  return text.length;
}

function runEnd(text: string, at: number): number {
  let end = at;
  while (text[end] === '`') end += 1;
  return end;
}
