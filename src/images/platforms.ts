/** How an index marks what runs nowhere, such as BuildKit's attestations. */
export const NO_PLATFORM = 'unknown/unknown';

/** The parts of a platform as registries write them. */
interface PlatformParts {
  readonly os: string | undefined;
  readonly architecture: string | undefined;
  readonly variant: string | undefined;
}

/** One platform as people write it: `linux/amd64`, `linux/arm/v6`. A part that is missing is `unknown`. */
export function platformText({ os, architecture, variant }: PlatformParts): string {
  const base = `${os || 'unknown'}/${architecture || 'unknown'}`;
  return variant ? `${base}/${variant}` : base;
}

/** Whether two texts name the same platform, whichever spelling each of them uses. */
export function isSamePlatform(one: string, other: string): boolean {
  return plain(one) === plain(other);
}

/** The wanted platforms that none of the children is for, in the order they are wanted. */
export function missingPlatforms(
  wanted: readonly string[],
  children: readonly { readonly platform?: string }[],
): readonly string[] {
  const present = new Set(children.map(({ platform }) => plain(platform ?? NO_PLATFORM)));
  return wanted.filter((platform) => !present.has(plain(platform)));
}

// The variants that go without saying, and old names, by containerd's `platforms` package.
const PLAIN: Readonly<Record<string, string>> = {
  aarch64: 'arm64',
  'aarch64/v8': 'arm64',
  'arm64/v8': 'arm64',
  'arm64/8': 'arm64',
  arm: 'arm/v7',
  'arm/7': 'arm/v7',
  x86_64: 'amd64',
  'amd64/v1': 'amd64',
};

function plain(platform: string): string {
  const lower = platform.toLowerCase();
  const slash = lower.indexOf('/');
  const machine = lower.slice(slash + 1);
  const known = Object.hasOwn(PLAIN, machine) ? PLAIN[machine] : undefined;
  return `${lower.slice(0, slash + 1)}${known ?? machine}`;
}
