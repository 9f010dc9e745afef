/** Whether a request may have changed something although it failed. */
export type Intent = 'read' | 'write';

/** Who goes first where there is not enough for all: what a release needs, then answers, then what can wait. */
export type Priority = 'card' | 'reply' | 'cosmetic';

/** What a request asks of GitHub. */
export interface Ask {
  readonly intent: Intent;
  readonly priority: Priority;
  /** How many things it makes that GitHub counts as content; none where it is not said. */
  readonly creates?: number;
}

/** Whose limits a request counts towards; a limit met in one never touches another. */
export interface Scope {
  readonly key: string;
  /** The installation that it is, so that its budget can be shown. */
  readonly installation?: number;
}
