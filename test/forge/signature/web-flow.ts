import { createMessage, generateKey, type PrivateKey, type PublicKey, sign } from 'openpgp';

/** The name GitHub signs with: every commit made on its pages or by an App is committed by it. */
export const WEB_FLOW = { name: 'GitHub', email: 'noreply@github.com' };

/** The forge's own signing key, made at first use and forgotten at the end. */
export class WebFlow {
  #keys: Promise<{ privateKey: PrivateKey; publicKey: PublicKey }> | undefined;

  /** A detached, armored signature over a text. */
  async signatureOver(payload: string): Promise<string> {
    const { privateKey } = await this.#keyPair();
    const message = await createMessage({ binary: Buffer.from(payload) });
    return sign({ message, signingKeys: privateKey, detached: true });
  }

  async publicKey(): Promise<PublicKey> {
    return (await this.#keyPair()).publicKey;
  }

  #keyPair(): Promise<{ privateKey: PrivateKey; publicKey: PublicKey }> {
    this.#keys ??= generateKey({ type: 'ecc', userIDs: [WEB_FLOW], format: 'object' });
    return this.#keys;
  }
}
