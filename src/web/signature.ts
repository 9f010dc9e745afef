import { createHmac, type Hmac, timingSafeEqual } from 'node:crypto';

const SIGNATURE = /^sha256=([0-9a-f]{64})$/;

/** The digest that the header `X-Hub-Signature-256` gives; undefined where it gives none. */
export function readSignature(header: string): Buffer | undefined {
  const [, digits] = SIGNATURE.exec(header) ?? [];
  return digits === undefined ? undefined : Buffer.from(digits, 'hex');
}

/** Computes what GitHub signs a body with while the body arrives, for each secret that is valid now. */
export class SignatureCheck {
  readonly #hmacs: readonly Hmac[];

  constructor(secrets: readonly string[]) {
    this.#hmacs = secrets.map((secret) => createHmac('sha256', secret));
  }

  add(chunk: Uint8Array): void {
    for (const hmac of this.#hmacs) hmac.update(chunk);
  }

  /**
   * Which secret the digest was made with, counted from 0; undefined: with none of
   * them. Every secret is compared, in constant time.
   */
  fitting(given: Buffer): number | undefined {
    const matches = this.#hmacs.map((hmac) => {
      const expected = hmac.digest();
      return given.length === expected.length && timingSafeEqual(given, expected);
    });
    const first = matches.indexOf(true);
    return first === -1 ? undefined : first;
  }
}
