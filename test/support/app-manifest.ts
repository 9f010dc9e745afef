import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';

const MANIFEST = z.object({
  default_permissions: z.record(z.string(), z.enum(['read', 'write'])),
  default_events: z.array(z.string()),
});

/** What the App asks for when it is registered; stages register it with exactly this. */
export async function appManifest(): Promise<z.output<typeof MANIFEST>> {
  const text = await readFile(new URL('../../app.yml', import.meta.url), 'utf8');
  return MANIFEST.parse(parse(text));
}
