import { ALIASES_FILE, readAliases } from '../../src/people/owners/aliases.ts';
import { DENIED_DIRECTORIES } from '../../src/people/owners/denied.ts';
import { expanded } from '../../src/people/owners/names.ts';
import { type Kind, readOwnersFile } from '../../src/people/owners/owners-file.ts';
import { type OwnersTree, ownersTree } from '../../src/people/owners/tree.ts';
import type { ProwCases, RealCases } from './owners-cases.ts';

/** One comparison of ours with what is recorded. Ours may be a refusal, and so may the record. */
export interface Comparison {
  readonly name: string;
  readonly expected: unknown;
  ours(): unknown;
}

export const REFUSED = 'refused';

/** All recorded cases that are about who owns a path, by their kind. */
export function comparisons(
  prow: ProwCases,
  real: RealCases,
): readonly (readonly [kind: string, cases: readonly Comparison[]])[] {
  return [
    ['alias files', aliasFiles(prow)],
    ['aliases resolved', aliasesResolved(prow)],
    ['repositories, directory by directory', repositories(prow)],
    ['labels by filters', filteredLabels(prow)],
    ['approvers of paths', approversOfPaths(prow)],
    ['labels of paths', labelsOfPaths(prow)],
    ['directories denied', deniedDirectories(prow)],
    ['real image lists', realPaths(real, real.expected)],
    ['other real paths', realPaths(real, real.expected_other_paths)],
  ];
}

function aliasFiles({ alias_file_parsing: cases }: ProwCases): readonly Comparison[] {
  return cases.map(({ name, input, expect: expected = REFUSED }) => ({
    name,
    expected,
    ours: () => Object.fromEntries(readAliases(input)),
  }));
}

function aliasesResolved({ alias_expansion: table }: ProwCases): readonly Comparison[] {
  return table.cases.map(({ i: names, o: expected }) => ({
    name: names.join(', '),
    expected,
    ours: () => {
      const aliases = readAliases(JSON.stringify({ aliases: table.aliases }));
      const found = expanded(foldedNames(names), aliases);
      return 'logins' in found ? found.logins.toSorted() : found;
    },
  }));
}

/** Names as a file gives them. */
function foldedNames(approvers: readonly string[]): readonly string[] {
  const [rule] = readOwnersFile(JSON.stringify({ approvers }), 'OWNERS').rules;
  return rule?.approvers ?? [];
}

function repositories({ load_repo_owners: table }: ProwCases): readonly Comparison[] {
  return table.cases.map((each) => {
    const files = new Map(Object.entries({ ...table.files, ...each.extra_files }));
    if (each.alias_file) files.set(ALIASES_FILE, table.OWNERS_ALIASES);
    const places = [...files.keys()].map((path) => path.replace(/(?:^|\/)OWNERS$/, ''));
    const { approvers, reviewers, required_reviewers: required, labels, options } = each.expect;
    const own = (lists: Readonly<Record<string, readonly string[]>>) =>
      places.map((place) => lists[place] ?? []);
    return {
      name: each.name,
      expected: [...[approvers, reviewers, required, labels].map(own), options],
      ours: () => {
        const tree = ownersTree(files, {
          markdown: each.md_yaml,
          ...(each.collaborator_filter ? { collaborators: new Set(table.collaborators) } : {}),
        });
        const kinds: readonly Kind[] = ['approvers', 'reviewers', 'requiredReviewers', 'labels'];
        return [
          ...kinds.map((kind) => places.map((place) => ownLayer(tree, place, kind))),
          optionsOf(files),
        ];
      },
    };
  });
}

/** What the file of a directory says itself, or that of a Markdown file. */
function ownLayer(tree: OwnersTree, place: string, kind: Kind): readonly string[] {
  const own = [place, place === '' ? 'OWNERS' : `${place}/OWNERS`];
  const layer = tree.layers(place, kind).find(({ file }) => own.includes(file));
  return layer?.names.toSorted() ?? [];
}

function optionsOf(files: ReadonlyMap<string, string>) {
  const options = [...files].flatMap(([path, text]) => {
    if (!path.endsWith('/OWNERS')) return [];
    const { noParentOwners, autoApproveUnownedSubfolders } = readOwnersFile(text, path);
    if (!noParentOwners && !autoApproveUnownedSubfolders) return [];
    const found = {
      no_parent_owners: noParentOwners,
      auto_approve_unowned_subfolders: autoApproveUnownedSubfolders,
    };
    return [[path.replace('/OWNERS', ''), found]];
  });
  return Object.fromEntries(options);
}

function filteredLabels({ regexp_filter_labels: table }: ProwCases): readonly Comparison[] {
  const tree = ownersTree(new Map(Object.entries(table.files)));
  return Object.entries(table.expect).map(([path, expected]) => ({
    name: path,
    expected: expected.toSorted(),
    ours: () => tree.resolve(path).labels,
  }));
}

function approversOfPaths({ approvers_for_file: table }: ProwCases): readonly Comparison[] {
  const files = Object.entries(table.owners).map(([directory, written]) => {
    const { approvers, filters, no_parent_owners } = written;
    const lists = Object.entries(filters ?? {}).map(([pattern, names]) => [
      pattern,
      { approvers: names },
    ]);
    const file = { options: { no_parent_owners }, approvers, filters: Object.fromEntries(lists) };
    return [fileIn(directory), JSON.stringify(file)] as const;
  });
  const tree = ownersTree(new Map(files));
  return table.cases.map(({ file, dir, leaf, all }) => ({
    name: file,
    expected: { dir, leaf, all },
    ours: () => ({ ...nearest(tree, file), all: tree.resolve(file).approvers }),
  }));
}

function nearest(tree: OwnersTree, path: string) {
  const [first] = tree.layers(path, 'approvers');
  return {
    dir: first?.file.replace(/\/?OWNERS$/, '') ?? '',
    leaf: first?.names.toSorted() ?? [],
  };
}

function fileIn(directory: string): string {
  return directory === '' ? 'OWNERS' : `${directory}/OWNERS`;
}

function labelsOfPaths({ labels_for_path: table }: ProwCases): readonly Comparison[] {
  const files = Object.entries(table.owners).map(
    ([directory, labels]) => [fileIn(directory), JSON.stringify({ labels })] as const,
  );
  const tree = ownersTree(new Map(files));
  return Object.entries(table.cases).map(([path, expected]) => ({
    name: JSON.stringify(path),
    expected,
    ours: () => tree.resolve(path).labels,
  }));
}

/** Which rules are those of a repository is the business of Prow's settings, not of the files. */
function deniedDirectories(prow: ProwCases): readonly Comparison[] {
  const { files, OWNERS_ALIASES } = prow.load_repo_owners;
  const texts = new Map(Object.entries({ ...files, OWNERS_ALIASES }));
  return prow.dir_denylist.cases.map((each) => ({
    name: JSON.stringify(each),
    expected: { included: each.include, excluded: each.exclude },
    ours: () => {
      const own = [...(each.rules.org ?? []), ...(each.rules['org/repo'] ?? [])];
      const builtIn = each.ignore_preconfigured_defaults ? [] : DENIED_DIRECTORIES;
      const tree = ownersTree(texts, { denied: [...builtIn, ...each.default, ...own] });
      const counts = (place: string) => ownLayer(tree, place, 'approvers').length > 0;
      return {
        included: each.include.filter(counts),
        excluded: each.exclude.filter((place) => !counts(place)),
      };
    },
  }));
}

function realPaths(
  { files, OWNERS_ALIASES }: RealCases,
  expected: RealCases['expected'],
): readonly Comparison[] {
  const tree = ownersTree(new Map(Object.entries({ ...files, OWNERS_ALIASES })));
  return expected.map((each) => ({
    name: each.path,
    expected: each,
    ours: () => {
      const { approvers, reviewers, labels } = tree.resolve(each.path);
      const { dir, leaf } = nearest(tree, each.path);
      const owners = { approvers, leaf_approvers: leaf, reviewers, labels };
      const found = { path: each.path, owners_dir: dir, ...owners };
      if (each.no_parent_owners === undefined) return found;
      const { noParentOwners } = readOwnersFile(files[fileIn(dir)] ?? '', fileIn(dir));
      return { ...found, no_parent_owners: noParentOwners };
    },
  }));
}
