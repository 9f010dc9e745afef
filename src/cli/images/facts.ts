import { z } from 'zod';
import { isDigest } from '../../domain/digest.ts';
import type { Facts } from '../../images/check/facts.ts';
import { Misuse } from '../../terminal.ts';
import { firstProblem } from './first-problem.ts';

const DIGEST = z.string().refine(isDigest, 'is not a sha256 digest');
const TAGS = mapOf(DIGEST);

/** More than any index has, and longer than any platform is. */
const PLATFORMS = z.array(z.string().max(100)).max(100);

const FACTS = z.strictObject({
  history: mapOf(mapOf(z.array(DIGEST).transform((digests) => [...new Set(digests)]))).optional(),
  production: mapOf(TAGS).optional(),
  staging: mapOf(
    z
      .strictObject({ tags: TAGS.optional(), digests: z.array(DIGEST).optional() })
      .transform(({ tags = new Map<string, string>(), digests = [] }) => ({
        tags,
        digests: new Set([...digests, ...tags.values()]),
      })),
  ).optional(),
  manifests: mapOf(
    z.strictObject({
      kind: z.enum(['index', 'image', 'chart', 'attached']),
      platforms: PLATFORMS.default([]),
    }),
  ).optional(),
});

/** The form of the facts, for people. */
export const FACTS_HELP = `FACTS.json says what is known besides the list. Every part may be left out, and what is
left out is not checked; what a part does not name is told as not looked up.

  {
    "history":    { "app": { "v1.0.0": ["sha256:…"] } },
    "production": { "app": { "v1.0.0": "sha256:…" }, "charts/app": {} },
    "staging":    { "app": { "tags": { "v1.1.0": "sha256:…" }, "digests": ["sha256:…"] } },
    "manifests":  { "sha256:…": { "kind": "index", "platforms": ["linux/amd64", "linux/arm64"] } }
  }

  history     by image and tag, the digests that earlier versions of the list had
  production  by image, what each tag is in production; {} where it does not know the image
  staging     by image, all that staging holds: tags, and digests besides
  manifests   by digest, "kind" (index, image, chart, or attached: a signature and the like)
              and "platforms"; those of the previous version are needed for a comparison`;

/** Facts as a file holds them. @throws Misuse, saying where they are none. */
export function readFacts(path: string, document: unknown): Facts {
  const read = FACTS.safeParse(document);
  if (!read.success) throw new Misuse(`${path}: ${firstProblem(read.error)}`);
  const { history, production, staging, manifests } = read.data;
  return {
    ...(history === undefined ? {} : { history }),
    ...(production === undefined ? {} : { production }),
    ...(staging === undefined ? {} : { staging }),
    ...(manifests === undefined ? {} : { manifests }),
  };
}

/** An object whose keys are data: a map, so that no key means anything to JavaScript. */
function mapOf<T extends z.ZodType>(value: T) {
  return z
    .record(z.string(), value)
    .transform((record) => new Map<string, z.output<T>>(Object.entries(record)));
}
