import type { Edit } from './edit.ts';
import type { FileEvidence } from './file-evidence.ts';
import type { ImageList } from './image-list.ts';

/** The list that is being edited, what it shows of its habits, and the edit so far. */
export interface EditContext {
  readonly list: ImageList;
  readonly evidence: FileEvidence;
  readonly edit: Edit;
}
