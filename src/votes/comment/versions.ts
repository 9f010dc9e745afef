/** A comment as one delivery shows it. Times are milliseconds since 1970. */
export interface Comment {
  /** Of the comment; without it, every comment is another one. */
  readonly id?: string | undefined;
  readonly userId: number;
  readonly login: string;
  readonly isBot: boolean;
  readonly createdAt: number;
  readonly body: string;
  /** As it was first posted, where that is known. */
  readonly originalBody?: string | undefined;
  readonly isEdited: boolean;
  /** Who edited it; its author where nobody is named. */
  readonly editedBy?: number | undefined;
  readonly isDeleted: boolean;
  /** The candidate of the card before it. */
  readonly candidate?: string | undefined;
}

/** What is known of one comment by all that was delivered of it. */
export interface Posted {
  readonly comment: Comment;
  /** As it was first posted; undefined where only a later text is known. */
  readonly first: string | undefined;
  /** Its author has edited it, or it was deleted: it supports nothing any more. */
  readonly isGone: boolean;
}

/**
 * Brings the deliveries of each comment together, whatever their order: one that shows
 * an edit or a deletion holds, and texts that differ mean that it was edited.
 */
export function postedComments(deliveries: readonly Comment[]): readonly Posted[] {
  const byComment = Map.groupBy(deliveries, (each) => each.id ?? each);
  return [...byComment.values()].flatMap(postedOf).toSorted(byTime);
}

function postedOf(versions: readonly Comment[]): readonly Posted[] {
  const [comment] = versions;
  if (comment === undefined) return [];
  const firsts = new Set(versions.flatMap(firstOf));
  const [first] = firsts;
  const bodies = new Set(versions.map(({ body }) => body));
  const isEdited =
    versions.some(isEditedByAuthor) || (bodies.size > 1 && !versions.some((each) => each.isEdited));
  const isGone = isEdited || firsts.size > 1 || versions.some(({ isDeleted }) => isDeleted);
  const text = firsts.size === 1 ? first : undefined;
  return [{ comment, first: text, isGone }];
}

function firstOf({ originalBody, isEdited, body }: Comment): readonly string[] {
  if (originalBody !== undefined) return [originalBody];
  return isEdited ? [] : [body];
}

function isEditedByAuthor({ isEdited, editedBy, userId }: Comment): boolean {
  return isEdited && (editedBy === undefined || editedBy === userId);
}

function byTime(a: Posted, b: Posted): number {
  return a.comment.createdAt - b.comment.createdAt;
}
