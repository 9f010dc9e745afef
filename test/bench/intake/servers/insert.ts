import pg from 'pg';
import { checkedServer } from './checked.ts';
import { serve } from './serve.ts';

// The limit: read, checked, and kept by one statement in a table like ours, through ten connections.
const pool = new pg.Pool({ connectionString: process.argv[2], max: 10 });
await pool.query(`create table kept (
  id text primary key,
  event text not null,
  body text compression lz4 not null,
  received_at timestamptz not null default now(),
  done_at timestamptz
)`);
await serve(
  checkedServer(async ({ headers }, body) => {
    await pool.query({
      name: 'keep',
      text: 'insert into kept (id, event, body) values ($1, $2, $3) on conflict do nothing',
      values: [headers['x-github-delivery'], headers['x-github-event'], body.toString('utf8')],
    });
  }),
);
