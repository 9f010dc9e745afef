import { createHmac, type Hmac, timingSafeEqual } from 'node:crypto';

const SIGNATURE = /^sha256=([0-9a-f]{64})$/;

/** Computes what GitHub signs a body with while the body arrives, for each secret that is valid now. */
export class SignatureCheck {
  readonly #hmacs: readonly Hmac[];

  constructor(secrets: readonly string[]) {
    this.#hmacs = secrets.map((secret) => createHmac('sha256', secret));
  }

  add(chunk: Buffer): void {
    for (const hmac of this.#hmacs) hmac.update(chunk);
  }

  /** Whether the header `X-Hub-Signature-256` fits; every secret is compared, in constant time. */
  fits(header: string): boolean {
    const given = Buffer.from(SIGNATURE.exec(header)?.[1] ?? '', 'hex');
    const matches = this.#hmacs.map((hmac) => {
      const expected = hmac.digest();
      return given.length === expected.length && timingSafeEqual(given, expected);
    });
    return matches.includes(true);
  }
}
