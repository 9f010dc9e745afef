import type { Stay } from './room.ts';

/** Pieces of this size are kept as they are; smaller ones are copied together. */
const LARGE_PIECE = 16 * 1024;

/** What small pieces are copied into. */
const BLOCK = 64 * 1024;

/**
 * Gathers a body. A mere list of the pieces that arrived would not do: a body that
 * is sent byte by byte would occupy a hundred times its size.
 */
export class Gathering {
  readonly #stay: Stay;
  #pieces: Uint8Array[] = [];
  /** Where small pieces go; the last of all pieces, where there is one. */
  #block: Uint8Array | undefined;
  #filled = 0;
  #length = 0;

  constructor(stay: Stay) {
    this.#stay = stay;
  }

  get length(): number {
    return this.#length;
  }

  /** @returns false where there is no room for it. */
  add(piece: Uint8Array): boolean {
    // Most webhooks arrive in one piece, which is never copied.
    const isKept = this.#length === 0 || piece.length >= LARGE_PIECE;
    const isAdded = isKept ? this.#keep(piece) : this.#copy(piece);
    if (isAdded) this.#length += piece.length;
    return isAdded;
  }

  #keep(piece: Uint8Array): boolean {
    this.#closeBlock();
    if (!this.#stay.grow(piece.length)) return false;
    this.#pieces.push(piece);
    return true;
  }

  #copy(piece: Uint8Array): boolean {
    if (this.#block === undefined || this.#filled + piece.length > this.#block.length) {
      this.#closeBlock();
      if (!this.#stay.grow(BLOCK)) return false;
      this.#block = new Uint8Array(BLOCK);
    }
    this.#block.set(piece, this.#filled);
    this.#filled += piece.length;
    return true;
  }

  #closeBlock(): void {
    if (this.#block === undefined) return;
    this.#pieces.push(this.#block.slice(0, this.#filled));
    this.#stay.giveBack(this.#block.length - this.#filled);
    this.#block = undefined;
    this.#filled = 0;
  }

  /** The whole; a body of one piece is not copied. */
  whole(): Buffer {
    this.#closeBlock();
    const [first] = this.#pieces;
    if (first === undefined || this.#pieces.length > 1) return Buffer.concat(this.#pieces);
    return Buffer.from(first.buffer, first.byteOffset, first.length);
  }

  forget(): void {
    this.#pieces = [];
    this.#block = undefined;
    this.#filled = 0;
  }
}
