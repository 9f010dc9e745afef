/**
 * Every event the forge sends, by its name in GitHub's `x-webhooks`: the event
 * and its action, joined by a hyphen and written with hyphens.
 */
export const EVENT_NAMES = [
  'check-run-completed',
  'check-run-created',
  'create',
  'delete',
  'installation-created',
  'installation-deleted',
  'installation-repositories-added',
  'installation-repositories-removed',
  'issue-comment-created',
  'issue-comment-deleted',
  'issue-comment-edited',
  'issues-closed',
  'issues-deleted',
  'issues-edited',
  'issues-labeled',
  'issues-opened',
  'issues-reopened',
  'issues-unlabeled',
  'ping',
  'pull-request-closed',
  'pull-request-converted-to-draft',
  'pull-request-edited',
  'pull-request-labeled',
  'pull-request-opened',
  'pull-request-ready-for-review',
  'pull-request-reopened',
  'pull-request-review-requested',
  'pull-request-review-submitted',
  'pull-request-synchronize',
  'pull-request-unlabeled',
  'push',
  'release-created',
  'release-deleted',
  'release-edited',
  'release-prereleased',
  'release-published',
  'release-released',
  'status',
] as const;

/** The name of an event in GitHub's list. */
export function eventName(event: string, action?: string): string {
  return [event, action]
    .filter((part) => part !== undefined)
    .join('-')
    .replaceAll('_', '-');
}
