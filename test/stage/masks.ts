/**
 * Replaces what differs from run to run by names in the order of appearance, so
 * that two transcripts of the same story are equal, and equal things stay equal.
 */
export class Masks {
  readonly #names = new Map<string, string>();
  readonly #counts = new Map<string, number>();

  apply(text: string): string {
    return text
      .replace(/https?:\/\/(?:127\.0\.0\.1|localhost):\d+/g, (url) => this.#name('server', url))
      .replace(/sha256:[0-9a-f]{64}/g, (digest) => this.#digest(digest.slice('sha256:'.length)))
      .replace(/sha256:[0-9a-f]{12}(?![0-9a-f])/g, (digest) =>
        this.#digest(digest.slice('sha256:'.length)),
      )
      .replace(/\b[0-9a-f]{64}\b/g, (hash) => this.#name('hash', hash))
      .replace(/\b[0-9a-f]{40}\b/g, (id) => this.#object(id))
      .replace(/\b[0-9a-f]{32}\b/g, (id) => this.#name('effect', id))
      .replace(/\b[0-9a-f]{12}\b/g, (id) => this.#object(id))
      .replace(
        /\b\d\d (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d\d:\d\d UTC/g,
        '‹time›',
      )
      .replace(/\b\d+ (?:s|min)(?: \d+ s)?(?= (?:from|after))/g, '‹a while›')
      .replace(/untagged-\d+/g, 'untagged-‹id›')
      .replace(/archives\/\w+\/p\d+/g, 'archives/‹message›')
      .replace(/journal of \d+ entries/g, 'journal of ‹n› entries');
  }

  #digest(hex: string): string {
    return `sha256:${this.#name('digest', hex.slice(0, 12))}`;
  }

  #object(id: string): string {
    return this.#name('object', id.slice(0, 12));
  }

  #name(kind: string, value: string): string {
    const known = this.#names.get(value);
    if (known !== undefined) return known;
    const count = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, count);
    const name = `‹${kind} ${count}›`;
    this.#names.set(value, name);
    return name;
  }
}
