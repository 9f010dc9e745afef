import { invalid, readDocument, textIn, textsIn } from './document.ts';

/** What a Helm chart says about itself: its `Chart.yaml`, which registries keep as JSON. */
export interface Chart {
  readonly name: string;
  readonly version: string;
  /** The version of what the chart installs, as a rule the tag of an image. */
  readonly appVersion?: string;
  readonly annotations: Readonly<Record<string, string>>;
}

/**
 * Reads the config of a Helm chart.
 * @throws RingmasterError `artifact-invalid` where name or version is missing, or the bytes are no chart's.
 */
export function readChart(bytes: Uint8Array): Chart {
  const document = readDocument(bytes, 'chart config');
  const name = textIn(document, 'name');
  const version = textIn(document, 'version');
  if (!name) throw invalid(document.at, 'has no "name"');
  if (!version) throw invalid(document.at, 'has no "version"');
  const appVersion = textIn(document, 'appVersion');
  const annotations = textsIn(document, 'annotations');
  return { name, version, ...(appVersion === undefined ? {} : { appVersion }), annotations };
}
