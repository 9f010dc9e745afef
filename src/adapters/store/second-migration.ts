/**
 * Leases by the database's own clock, deliveries that are jobs themselves and can be
 * set aside or forgotten, what a restored backup does not know, budgets that replicas
 * share, and a ledger for what is done in a repository outside of releases.
 */
export const SECOND_MIGRATION: readonly string[] = [
  'alter table leases add column expires timestamptz, drop column until',
  'alter table cards add column unsure text',
  `alter table deliveries
    alter column body drop not null,
    add column aside_at timestamptz,
    add column aside_reason text,
    add column due_at timestamptz,
    add column claimed_until timestamptz,
    add column begun integer not null default 0,
    add column tries integer not null default 0`,
  // Whatever accepts a delivery, it is to be read.
  'alter table deliveries alter column due_at set default now()',
  'update deliveries set due_at = now() where done_at is null',
  // What has been read is in none of these, so that they stay small.
  'create index deliveries_due on deliveries (due_at) where due_at is not null',
  'create index deliveries_claimed on deliveries (claimed_until) where claimed_until is not null',
  'create index deliveries_received on deliveries (received_at)',
  'create index deliveries_aside on deliveries (aside_at) where aside_at is not null',
  // Whoever looks for the next delivery passes by those that were read since the last cleaning.
  'alter table deliveries set (autovacuum_vacuum_scale_factor = 0.02)',
  'alter table sites add column next_look text',
  'create index sites_next_look on sites (next_look) where next_look is not null',
  `create table site_ledger (
    repository bigint not null references sites,
    effect text not null,
    planned bigint generated always as identity,
    is_intended boolean not null,
    line text not null,
    primary key (repository, effect)
  )`,
  'create index site_ledger_intended on site_ledger (repository, planned) where is_intended',
  `create table gaps (
    known_until text not null,
    noticed text not null,
    primary key (noticed, known_until)
  )`,
  `create table budgets (
    key text primary key,
    arrival double precision not null,
    closed_until double precision not null
  )`,
];
