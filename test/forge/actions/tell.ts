import { accountOf } from '../access/identity.ts';
import type { Context, Json } from '../site.ts';
import type { Repository } from '../world/repositories.ts';
import { existing } from '../world/world.ts';

/** What happened where; by whom is known from the context. */
export interface News {
  readonly event: string;
  readonly action?: string;
  readonly repository: Repository;
  readonly payload: Json;
}

/** Tells Apps what whoever acts has done. GitHub names the owner where nobody acts. */
export function tell({ site, identity }: Context, news: News): void {
  const { ownerId } = news.repository;
  const sender = accountOf(identity) ?? existing(site.world.accounts, ownerId);
  site.tell({ ...news, sender });
}
