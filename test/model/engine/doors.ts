/** Lets a call through, or not, and when it likes. */
export type Pass = <T>(call: () => Promise<T>, name: string) => Promise<T>;

/** The same doors, every call through which somebody else lets pass. */
export function doorsThrough<T extends object>(door: T, pass: Pass, under = ''): T {
  return new Proxy(door, {
    get(target, name, receiver) {
      const member: unknown = Reflect.get(target, name, receiver);
      const path = `${under}${String(name)}`;
      if (typeof member === 'object' && member !== null)
        return doorsThrough(member, pass, `${path}.`);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]) => {
        const call = () => member.apply(target, args);
        return name === 'forgeAt' ? doorsThrough(call(), pass) : pass(async () => call(), path);
      };
    },
  });
}
