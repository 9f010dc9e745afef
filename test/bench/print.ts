import type { Report, Table } from './bench.ts';

/** A report as text in columns. */
export function printed({ tables, goals }: Report): string {
  const reached = goals.map(
    ({ goal, value, isReached }) => `${isReached ? 'reached' : 'MISSED '}  ${goal}: ${value}`,
  );
  return [...tables.map(printedTable), reached.join('\n')].join('\n\n');
}

function printedTable({ title, columns, rows }: Table): string {
  const lines = [columns, ...rows].map((row) => row.map(String));
  const widths = columns.map((_, index) =>
    Math.max(...lines.map((line) => (line[index] ?? '').length)),
  );
  const text = lines.map((line) =>
    line.map((cell, index) => pad(cell, widths[index] ?? 0, index === 0)).join('  '),
  );
  return [title, ...text].join('\n');
}

function pad(cell: string, width: number, isFirst: boolean): string {
  return isFirst ? cell.padEnd(width) : cell.padStart(width);
}
