import { draftOf, pushBlob, pushManifest } from './push.ts';
import { tarGzip } from './tar.ts';
import { type Remote, wire } from './wire.ts';

/** A Helm chart to be pushed. The same wishes make the same digest. */
export interface ChartWish {
  readonly to: Remote;
  /** The repository's path, which Helm ends with the chart's name. */
  readonly path: string;
  readonly name: string;
  /** Also the tag, in which `+` is written `_` as Helm does. */
  readonly version: string;
  readonly appVersion?: string;
  /** Of the manifest, such as `org.opencontainers.image.revision`. */
  readonly annotations?: Readonly<Record<string, string>>;
}

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const CONFIG = 'application/vnd.cncf.helm.config.v1+json';
const CONTENT = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';

/** Pushes a chart as Helm does: `Chart.yaml` as JSON for a config, the archive for its one layer. */
export async function pushChart(wish: ChartWish): Promise<{ readonly digest: string }> {
  const { name, version, appVersion, annotations } = wish;
  const to = wire(wish.to, wish.path);
  const chart = { apiVersion: 'v2', name, version, type: 'application', appVersion };
  const config = await pushBlob(to, CONFIG, Buffer.from(JSON.stringify(chart)));
  const layer = await pushBlob(to, CONTENT, tarGzip(filesOf(chart)));
  const draft = draftOf(MANIFEST, { config, layers: [layer], annotations });
  const { digest } = await pushManifest(to, draft, version.replaceAll('+', '_'));
  return { digest };
}

function filesOf(chart: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const lines = Object.entries(chart)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`);
  return {
    [`${chart.name}/Chart.yaml`]: lines.join(''),
    [`${chart.name}/values.yaml`]: 'replicas: 1\n',
    [`${chart.name}/templates/notes.yaml`]:
      'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}-notes\n',
  };
}
