import type { Chance } from './chance.ts';

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** What is put where something else stood. */
const STRANGE: readonly Json[] = [
  ...[null, true, false, 0, -1, 0.5, 2 ** 53, 1e308, -0, ''],
  ...['0', 'null', '__proto__', 'refs/tags/../../x', '\u0000', '\ud800', '\u202e', 'a\r\nb'],
  ...[[], {}, [[]], [null], { '': null }],
];

type Change = (place: Place, chance: Chance) => void;

/** One value in a payload, and where it stands. */
interface Place {
  readonly parent: Json[] | { [name: string]: Json };
  readonly name: string;
  readonly value: Json;
}

const CHANGES: Readonly<Record<string, Change>> = {
  'a key is missing': ({ parent, name }) => {
    if (Array.isArray(parent)) parent.splice(Number(name), 1);
    else delete parent[name];
  },
  'a value is another one': (place, chance) => put(place, chance.pick(STRANGE)),
  'a value is of another kind': (place) => put(place, otherKind(place.value)),
  'a text is huge': (place, chance) => put(place, 'x'.repeat(1 + chance.below(70_000))),
  'a number is huge': (place) => put(place, Number.MAX_VALUE),
  'a value is deep': (place, chance) => put(place, deep(1 + chance.below(3_000))),
  'a value is doubled': (place) => put(place, [place.value, place.value]),
  'a prototype is offered': ({ parent }) => {
    // By definition and not by assignment, as JSON.parse would do it.
    for (const name of ['__proto__', 'constructor'])
      Object.defineProperty(parent, name, {
        value: { id: 1, login: 'mallory', polluted: true },
        enumerable: true,
        configurable: true,
        writable: true,
      });
  },
  'a list is long': (place) =>
    put(
      place,
      Array.from({ length: 1_000 }, () => place.value),
    ),
};

/** The names of all kinds of changes. */
export const KINDS = Object.keys(CHANGES);

/** Changes one value of a payload, anywhere, and says how. The payload itself stays as it is. */
export function changed(
  payload: Json,
  chance: Chance,
): { readonly kind: string; readonly value: Json } {
  const copy = structuredClone(payload);
  const kind = chance.pick(KINDS);
  CHANGES[kind]?.(somewhere(copy, chance), chance);
  return { kind, value: copy };
}

/** Near the top as often as deep inside, since what is read stands near the top. */
function somewhere(payload: Json, chance: Chance): Place {
  let place: Place = { parent: [payload], name: '0', value: payload };
  for (;;) {
    const inside = placesIn(place.value);
    const isFarEnough = place.value !== payload && chance.below(3) === 0;
    if (inside.length === 0 || isFarEnough) return place;
    place = chance.pick(inside);
  }
}

function placesIn(value: Json): readonly Place[] {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).map(([name, inner]) => ({ parent: value, name, value: inner }));
}

function put({ parent, name }: Place, value: Json): void {
  if (Array.isArray(parent)) parent[Number(name)] = value;
  else parent[name] = value;
}

function otherKind(value: Json): Json {
  if (typeof value === 'string') return value.length;
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return { ...value };
  return value !== null && typeof value === 'object' ? Object.values(value) : [value];
}

function deep(levels: number): Json {
  let value: Json = 'bottom';
  for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}
