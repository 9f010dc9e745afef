import { compile, type Pattern } from '../../patterns/re2.ts';
import { refuseOthers } from './known-keys.ts';
import { foldedName } from './names.ts';
import {
  entriesOf,
  type Field,
  fieldsOf,
  flagOf,
  openYaml,
  quoted,
  refused,
  type Source,
} from './yaml-source.ts';

/** What an OWNERS file lists. */
export type Kind = 'approvers' | 'reviewers' | 'requiredReviewers' | 'labels';

export type Lists = Readonly<Record<Kind, readonly string[]>>;

/** An OWNERS file by itself: its names are folded, and aliases not yet what they stand for. */
export interface OwnersFile {
  readonly rules: readonly Rule[];
  readonly noParentOwners: boolean;
  /** Read, and acted upon by nobody: nothing is approved here without a person. */
  readonly autoApproveUnownedSubfolders: boolean;
}

/** Lists, and the paths that they are for. */
export interface Rule extends Lists {
  /** Matched on the path below the file's directory; undefined where every path is meant. */
  readonly filter: Pattern | undefined;
}

const LISTS = ['approvers', 'reviewers', 'required_reviewers', 'labels'];

const OPTIONS = ['no_parent_owners', 'auto_approve_unowned_subfolders'];

/** More filters than this help nobody; each is tried on every path below. */
const MOST_FILTERS = 50;

/** Every file is meant: needs no pattern, and is the one that even the directory itself fits. */
const EVERYTHING = '.*';

/**
 * Reads an OWNERS file, in the simple form or with `filters`. Where it has both, the
 * filters do not count, as for Prow, but must be right all the same.
 * @param path names the file in messages.
 * @throws RingmasterError `owners-invalid`, with the line. A file is trusted whole or not at all.
 */
export function readOwnersFile(text: string, path: string): OwnersFile {
  const source = openYaml(text, path);
  const fields = fieldsOf(source, source.document.contents, 'it');
  refuseOthers(source, fields, [...LISTS, 'options', 'filters']);
  const simple = listsIn(source, fields);
  const filtered = rulesIn(source, fields.get('filters'));
  const rules = isEmpty(simple) ? filtered : [{ ...simple, filter: undefined }];
  return { rules, ...optionsIn(source, fields.get('options')) };
}

/**
 * Reads the YAML above a Markdown file, which may name the file's own owners. It belongs
 * to other programs as well, so that their keys are passed over.
 * @throws RingmasterError `owners-invalid`
 */
export function readHeader(text: string, path: string): OwnersFile {
  const source = openYaml(text, path);
  const fields = fieldsOf(source, source.document.contents, 'its header');
  const rule = { ...listsIn(source, fields), filter: undefined };
  return { rules: [rule], ...optionsIn(source, fields.get('options')) };
}

function rulesIn(source: Source, field: Field | undefined): readonly Rule[] {
  const filters = [...fieldsOf(source, field?.value, '"filters"')];
  if (filters.length > MOST_FILTERS)
    throw refused(source, field?.key, `it has more than ${MOST_FILTERS} filters`);
  return filters.map(([pattern, { key, value }]) => {
    const fields = fieldsOf(source, value, `the filter ${quoted(pattern)}`);
    refuseOthers(source, fields, LISTS);
    return { ...listsIn(source, fields), filter: filterOf(source, pattern, key) };
  });
}

function filterOf(source: Source, written: string, key: unknown): Pattern | undefined {
  if (written === EVERYTHING) return undefined;
  const { pattern, problem } = compile(written);
  if (pattern !== undefined) return pattern;
  throw refused(source, key, `the filter ${quoted(written)} is no pattern of RE2: ${problem}`);
}

function listsIn(source: Source, fields: ReadonlyMap<string, Field>): Lists {
  const entries = (key: string) => entriesOf(source, fields.get(key)?.value, quoted(key));
  const names = (key: string) => entries(key).map((entry) => foldedName(source, entry));
  return {
    approvers: names('approvers'),
    reviewers: names('reviewers'),
    requiredReviewers: names('required_reviewers'),
    labels: entries('labels').map(({ text }) => text),
  };
}

function optionsIn(
  source: Source,
  field: Field | undefined,
): Pick<OwnersFile, 'noParentOwners' | 'autoApproveUnownedSubfolders'> {
  const options = fieldsOf(source, field?.value, '"options"');
  refuseOthers(source, options, OPTIONS);
  const flag = (key: string) => flagOf(source, options.get(key)?.value, quoted(key));
  return {
    noParentOwners: flag('no_parent_owners'),
    autoApproveUnownedSubfolders: flag('auto_approve_unowned_subfolders'),
  };
}

function isEmpty({ approvers, reviewers, requiredReviewers, labels }: Lists): boolean {
  return [approvers, reviewers, requiredReviewers, labels].every((list) => list.length === 0);
}
