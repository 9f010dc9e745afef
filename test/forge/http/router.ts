import type { Route } from './route.ts';

/** A route that fits a request, and what its braces stand for. */
export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

interface Compiled {
  readonly route: Route;
  readonly method: string;
  readonly pattern: RegExp;
  readonly names: readonly string[];
  readonly literals: number;
}

// These may hold slashes, written as such or as %2F.
const WITH_SLASHES = new Set(['ref', 'path', 'basehead', 'tag']);

/** Finds the route of a request. The one with more fixed parts wins. */
export class Router {
  readonly #routes: readonly Compiled[];

  constructor(routes: readonly Route[]) {
    this.#routes = routes.map(compile).sort((a, b) => b.literals - a.literals);
  }

  /** `path` is as it was sent, still encoded; a part that cannot be decoded fits nothing. */
  match(method: string, path: string): Match | undefined {
    for (const { route, names, pattern, method: own } of this.#routes) {
      const found = own === method ? pattern.exec(path) : null;
      if (found === null) continue;
      const values = names.map((name, index) => [name, decoded(found[index + 1] ?? '')]);
      return { route, params: Object.fromEntries(values) };
    }
    return undefined;
  }
}

function compile(route: Route): Compiled {
  const [method = '', path = ''] = route.operation.split(' ');
  const parts = path.split('/').slice(1);
  const names = parts.filter(isBraced).map((part) => part.slice(1, -1));
  const pattern = parts.map((part) => {
    if (!isBraced(part)) return `/${part}`;
    if (!WITH_SLASHES.has(part.slice(1, -1))) return '/([^/]+)';
    // The root folder's path is empty, and clients leave its slash out.
    return part === '{path}' ? '(?:/(.*))?' : '/(.+)';
  });
  return {
    route,
    method,
    names,
    pattern: new RegExp(`^${pattern.join('')}/?$`),
    literals: parts.length - names.length,
  };
}

function isBraced(part: string): boolean {
  return part.startsWith('{') && part.endsWith('}');
}

/** A part of a path as people write it. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray percent sign stands for itself; whatever is looked up by it is then not found.
    return text;
  }
}
