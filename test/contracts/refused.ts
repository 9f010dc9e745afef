import assert from 'node:assert/strict';
import { RingmasterError, type TroubleCode } from '../../src/domain/errors.ts';

/** Makes sure that something fails, with the word for why. */
export async function refused(attempt: Promise<unknown>, code: TroubleCode): Promise<void> {
  await assert.rejects(attempt, (error: unknown) => {
    assert.ok(error instanceof RingmasterError, String(error));
    assert.equal(error.code, code, error.message);
    return true;
  });
}
