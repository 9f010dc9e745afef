import type { Player } from './accounts.ts';
import type { Sight } from './sight.ts';
import type { Workplace } from './workplaces.ts';

/** What one person sees: the sight, and whose part is taken. */
export interface View {
  readonly sight: Sight;
  readonly viewer: Player;
  /** The forge's address. */
  readonly forge: string;
  /** Where people will find what is released. */
  readonly address: string;
  /** The viewer's clone, once it is ready. */
  readonly workplace: Workplace | undefined;
}
