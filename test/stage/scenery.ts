import { readFile } from 'node:fs/promises';

/** The repository that is released on the stage, and the one that holds the image list. */
export const PROJECT = 'kubernetes-sigs/dra-example-driver';
export const LISTS = 'kubernetes/k8s.io';
export const LIST_PATH = 'registry.k8s.io/images/k8s-staging-dra-example-driver/images.yaml';
export const CHART_PATH = 'deployments/helm/dra-example-driver/Chart.yaml';
export const CHANNEL = 'wg-device-management';

/** Hosts of the process file, which stand-ins answer for. */
export const STAGING_HOST = 'us-central1-docker.pkg.dev';
export const PRODUCTION_HOST = 'registry.k8s.io';

/** Repositories below those hosts. */
export const STAGED_IMAGE = 'k8s-staging-images/dra-example-driver/dra-example-driver';
export const STAGED_CHART = 'k8s-staging-images/dra-example-driver/charts/dra-example-driver';
export const PROMOTED_IMAGE = 'dra-example-driver/dra-example-driver';
export const PROMOTED_CHART = 'dra-example-driver/charts/dra-example-driver';

/** The version that was released before the curtain rises. */
export const BEFORE = '0.0.9';

/** What the project consists of before anybody proposes a release. */
export async function projectFiles(): Promise<Record<string, string>> {
  const process = await readFile(
    new URL('../../src/processes/dra-example-driver.yml', import.meta.url),
    'utf8',
  );
  return {
    'README.md': '# Example driver\n',
    OWNERS: 'approvers:\n- alice\n- bob\n- carol\n',
    '.github/ringmaster.yml': process,
    [CHART_PATH]: chartFile(`v${BEFORE}`),
    'cmd/main.go': 'package main\n',
  };
}

export function chartFile(appVersion: string): string {
  return `apiVersion: v2
name: dra-example-driver
description: A Helm chart for the example driver.
type: application

# Set when the chart is packaged.
version: 0.0.0-dev

# The images that the chart installs.
appVersion: "${appVersion}"
`;
}

/** What was merged since the version before, oldest first. */
export const MERGED: readonly {
  readonly title: string;
  readonly by: string;
  readonly file: string;
}[] = [
  { title: 'Share devices by time slices', by: 'bob', file: 'docs/time-slices.md' },
  { title: 'Prepare claims in parallel', by: 'carol', file: 'docs/parallel.md' },
  { title: 'Say why a claim cannot be allocated', by: 'bob', file: 'docs/reasons.md' },
];

/** The image list in the manner of its real neighbours. */
export function listFile(image: string, chart: string): string {
  return `- name: charts/dra-example-driver
  dmap:
    "${chart}": ["${BEFORE}"]
- name: dra-example-driver
  dmap:
    "${image}": ["v${BEFORE}"]
`;
}
