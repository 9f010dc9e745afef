import { createPublicKey, verify } from 'node:crypto';
import { z } from 'zod';
import type { App } from '../world/accounts.ts';
import type { World } from '../world/world.ts';
import { Refusal } from './refusal.ts';

const HEADER = z.object({ alg: z.literal('RS256') });
const CLAIMS = z.object({
  iat: z.number(),
  exp: z.number(),
  iss: z.union([z.string(), z.number()]),
});

/** How far ahead of now an App's token may expire, and how far its clock may be ahead, in seconds. */
const LONGEST_LIFE = 600;
const TOLERANCE = 60;

/**
 * The App whose private key signed a JSON web token. Rules: GitHub's
 * "Generating a JSON Web Token (JWT) for a GitHub App".
 * @throws Refusal 401 with GitHub's words for what is wrong.
 */
export function verifiedApp(world: World, token: string, now: number): App {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const claims = CLAIMS.safeParse(decoded(payload));
  if (!HEADER.safeParse(decoded(header)).success || !claims.success) {
    throw unauthorized('A JSON web token could not be decoded');
  }
  const { iss, iat, exp } = claims.data;
  const app = world.apps
    .all()
    .find(({ id, clientId }) => String(iss) === String(id) || iss === clientId);
  if (app === undefined) throw unauthorized('Integration not found');

  const signed = Buffer.from(`${header}.${payload}`);
  const key = createPublicKey(app.publicKeyPem);
  if (!verify('RSA-SHA256', signed, key, Buffer.from(signature, 'base64url'))) {
    throw unauthorized('A JSON web token could not be decoded');
  }
  checkTimes({ iat, exp }, Math.floor(now / 1000));
  return app;
}

function checkTimes({ iat, exp }: { iat: number; exp: number }, seconds: number): void {
  if (iat > seconds + TOLERANCE) {
    throw unauthorized(
      "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
    );
  }
  if (exp <= seconds) {
    throw unauthorized(
      "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
    );
  }
  if (exp > seconds + LONGEST_LIFE) {
    throw unauthorized("'Expiration time' claim ('exp') is too far in the future");
  }
}

function decoded(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString());
  } catch {
    // Not JSON is one way of not being a token; the schema refuses undefined.
    return undefined;
  }
}

function unauthorized(message: string): Refusal {
  return new Refusal(401, message);
}
