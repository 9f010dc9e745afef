import type { z } from 'zod';
import { nearest } from '../speech/nearest.ts';
import type { Path, Problem, SourceDocument } from './document.ts';

type Issue = z.core.$ZodIssue;

/** A schema's complaints as problems of the file, each with place, finding and expectation. */
export function complaints(
  issues: readonly Issue[],
  source: SourceDocument,
  { under, known }: { readonly under: Path; readonly known: readonly string[] },
): readonly Problem[] {
  return issues.flatMap((issue) => {
    const path = [...under, ...issue.path];
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => source.problemAtKey(path, key, unknownWord(key, known)));
    return [source.problemAt(path, sentence(issue, source, path))];
  });
}

/** `unknown word "aprovals"; did you mean "approvals"?`, or what is known. */
export function unknownWord(word: string, known: readonly string[]): string {
  const meant = nearest(word, known);
  const help = meant === undefined ? `known here: ${known.join(', ')}` : `did you mean "${meant}"?`;
  return `unknown word "${word}"; ${help}`;
}

function sentence(issue: Issue, source: SourceDocument, path: Path): string {
  const key = String(path.at(-1) ?? 'the file');
  const written = source.written(path);
  const expected = expectation(issue);
  if (written === undefined) return `"${key}" is missing: expected ${expected}`;
  return `"${key}" reads ${written}: expected ${expected}${suggestion(issue, written)}`;
}

function expectation(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return nameOfType(issue.expected);
    case 'invalid_value':
      return issue.values.map((value) => `"${String(value)}"`).join(' or ');
    case 'too_small':
      return `at least ${issue.minimum}`;
    case 'too_big':
      return `at most ${issue.maximum}`;
    default:
      return issue.message;
  }
}

function suggestion(issue: Issue, written: string): string {
  if (issue.code !== 'invalid_value') return '';
  const meant = nearest(written, issue.values.map(String));
  return meant === undefined ? '' : `; did you mean "${meant}"?`;
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'keys and values',
  record: 'names with values',
};

function nameOfType(type: string): string {
  return TYPES[type] ?? type;
}
