/** Memory for all bodies that are under way, together, unless said otherwise. */
const CAPACITY = 64 * 1024 * 1024;

/** One body's share of the room. */
export interface Stay {
  /** Asks for that many bytes more. False: there is no room, or the share was taken away before. */
  grow(bytes: number): boolean;
  giveBack(bytes: number): void;
  /** From now on the share cannot be taken away. False: it was already. */
  keep(): boolean;
  leave(): void;
}

/**
 * What all bodies that are under way may occupy together, so that nobody fills the
 * memory without being known. Where it is full, the unknown body that has been
 * arriving for longest gives way: GitHub sends in one go, and whoever dawdles
 * loses his place to whoever comes.
 */
export class Room {
  readonly #capacity: number;
  /** In order of arrival. */
  readonly #unknown = new Set<Guest>();
  #occupied = 0;

  constructor(capacity = CAPACITY) {
    this.#capacity = capacity;
  }

  get occupied(): number {
    return this.#occupied;
  }

  /** @param forget lets go of everything that the body has occupied so far. */
  enter(forget: () => void): Stay {
    const guest: Guest = { bytes: 0, isHere: true, forget };
    this.#unknown.add(guest);
    return {
      grow: (bytes) => this.#makeRoom(guest, bytes) && this.#change(guest, bytes),
      giveBack: (bytes) => {
        this.#change(guest, -bytes);
      },
      keep: () => {
        this.#unknown.delete(guest);
        return guest.isHere;
      },
      leave: () => this.#dismiss(guest),
    };
  }

  #makeRoom(guest: Guest, bytes: number): boolean {
    while (guest.isHere && this.#occupied + bytes > this.#capacity) {
      const [oldest] = this.#unknown;
      // What is left is held by senders who are known.
      if (oldest === undefined) return false;
      this.#dismiss(oldest);
      oldest.forget();
    }
    return guest.isHere;
  }

  #change(guest: Guest, bytes: number): boolean {
    if (!guest.isHere) return false;
    guest.bytes += bytes;
    this.#occupied += bytes;
    return true;
  }

  #dismiss(guest: Guest): void {
    this.#change(guest, -guest.bytes);
    guest.isHere = false;
    this.#unknown.delete(guest);
  }
}

interface Guest {
  bytes: number;
  isHere: boolean;
  readonly forget: () => void;
}
