import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';

/**
 * Compares a text with the file that holds what it should be, byte for byte.
 * `npm test -- --test-update-snapshots` writes those files anew, for the reviewer to read.
 */
export function golden({ assert: { fileSnapshot } }: TestContext, text: string, file: URL): void {
  fileSnapshot(text, fileURLToPath(file), { serializers: [(written: string) => written] });
}
