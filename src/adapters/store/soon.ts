import { sql } from 'kysely';

/** How long whatever was said may lie about before it is looked for, should its wake be lost; in seconds. */
const SOON = 60;

/** The next look at something that was told news: a minute from now by the database's clock, or sooner. */
export const SOON_AT_LATEST = sql<string>`least(next_look, to_char(
  (clock_timestamp() + ${sql.lit(SOON)} * interval '1 second') at time zone 'utc',
  'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))`;
