import { readFile } from 'node:fs/promises';
import { z } from 'zod';

const NAMES = z.array(z.string());
const BY_PATH = z.record(z.string(), NAMES);
const TEXTS = z.record(z.string(), z.string());

/** The tables of Prow's own tests on who owns a path. */
export type ProwCases = z.output<typeof PROW>;

/** Every OWNERS file of a real repository, and who owns some of its paths. */
export type RealCases = z.output<typeof REAL>;

export async function prowCases(corpus: URL): Promise<ProwCases> {
  return PROW.parse(await json(corpus, 'k8s/owners-cases.json'));
}

export async function realCases(corpus: URL): Promise<RealCases> {
  return REAL.parse(await json(corpus, 'k8s/owners-real-k8sio.json'));
}

async function json(corpus: URL, path: string): Promise<unknown> {
  return JSON.parse(await readFile(new URL(path, corpus), 'utf8'));
}

const LOADED = z.object({
  name: z.string(),
  alias_file: z.boolean(),
  collaborator_filter: z.boolean(),
  md_yaml: z.boolean().default(false),
  extra_files: TEXTS.default({}),
  /** By directory, what its own file says. */
  expect: z.object({
    approvers: BY_PATH,
    reviewers: BY_PATH,
    required_reviewers: BY_PATH,
    labels: BY_PATH,
    options: z.record(z.string(), z.record(z.string(), z.boolean())),
  }),
});

const DENIED = z.object({
  /** By owner, or by owner and repository. */
  rules: z.record(z.string(), NAMES).default({}),
  default: NAMES.default([]),
  ignore_preconfigured_defaults: z.boolean().default(false),
  include: NAMES.default([]),
  exclude: NAMES.default([]),
});

const PROW = z.object({
  alias_file_parsing: z.array(
    z.object({ name: z.string(), input: z.string(), expect: BY_PATH.optional() }),
  ),
  alias_expansion: z.object({
    aliases: BY_PATH,
    cases: z.array(z.object({ i: NAMES, o: NAMES })),
  }),
  load_repo_owners: z.object({
    files: TEXTS,
    OWNERS_ALIASES: z.string(),
    collaborators: NAMES,
    cases: z.array(LOADED),
  }),
  regexp_filter_labels: z.object({ files: TEXTS, expect: BY_PATH }),
  approvers_for_file: z.object({
    owners: z.record(
      z.string(),
      z.object({
        no_parent_owners: z.boolean().default(false),
        approvers: NAMES.optional(),
        filters: BY_PATH.optional(),
      }),
    ),
    cases: z.array(z.object({ file: z.string(), dir: z.string(), leaf: NAMES, all: NAMES })),
  }),
  labels_for_path: z.object({ owners: BY_PATH, cases: BY_PATH }),
  dir_denylist: z.object({ cases: z.array(DENIED) }),
});

const OWNED = z.array(
  z.object({
    path: z.string(),
    owners_dir: z.string(),
    approvers: NAMES,
    leaf_approvers: NAMES,
    reviewers: NAMES,
    labels: NAMES,
    no_parent_owners: z.boolean().optional(),
  }),
);

const REAL = z.object({
  files: TEXTS,
  OWNERS_ALIASES: z.string(),
  expected: OWNED,
  expected_other_paths: OWNED,
});
