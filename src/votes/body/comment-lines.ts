import { placedLines } from '../../speech/placed-lines.ts';
import { type OwnLine, ownLine } from './own-line.ts';

/** Every line with something in it. */
const LINE = /(?<![^\n])[^\n]*\S/g;

/** The lines of a comment on GitHub that its author says, as Markdown shows them. */
export function commentLines(markdown: string): readonly OwnLine[] {
  return placedLines(markdown, LINE).flatMap(({ number, text, place }) => {
    switch (place) {
      case 'quote':
      case 'code':
      case 'HTML comment':
      case 'link definition':
      case 'strikethrough':
        return [];
      case undefined:
      case 'list':
      case 'table':
      case 'heading':
        return [ownLine(number, text, place)];
      default:
        return [ownLine(number, text, 'hidden')];
    }
  });
}
