import { PEOPLE, type Who } from '../cast.ts';
import { deleteComment, editComment, writeComment } from '../deeds/comments.ts';
import { editIssue, type IssueEdit, type IssueOrder, openIssue } from '../deeds/issues.ts';
import type { Ground } from '../ground.ts';
import { repositoryIn } from '../state.ts';

/** What people do on the issues of the project. */
export interface Speech {
  /** @returns its number. */
  openIssue(who: Who, order: IssueOrder): number;
  /** Files the form "Release proposal". @returns its number. */
  fileForm(who: Who, version: string): number;
  /** Changes an issue, or closes or reopens it. @returns whether GitHub lets them. */
  editIssue(who: Who, issue: number, edit: IssueEdit): boolean;
  /** @returns the comment's id. */
  comment(who: Who, issue: number, body: string): number;
  /** @returns whether GitHub lets them: it is theirs and still there, or they may write. */
  edit(who: Who, comment: number, body: string): boolean;
  /** @returns the same. */
  delete(who: Who, comment: number): boolean;
}

export function speechIn(ground: Ground, repository: string): Speech {
  const as = (who: Who) => ({ by: PEOPLE[who], repository });
  const project = () => repositoryIn(ground.state, repository);
  const mayChange = (who: Who, comment: number) => {
    const { comments, writers } = project();
    const found = comments.get(comment);
    return found !== undefined && (found.author.id === PEOPLE[who].id || writers.includes(who));
  };
  return {
    openIssue: (who, order) => openIssue(ground, as(who), order),
    fileForm: (who, version) =>
      openIssue(ground, as(who), {
        title: 'Release',
        body: `### Version\n\n${version}\n\n### Why now\n\n_No response_`,
        labels: ['release-proposal'],
      }),
    editIssue(who, number, edit) {
      const issue = project().issues.get(number);
      const mayEdit = issue?.author.id === PEOPLE[who].id || project().writers.includes(who);
      if (issue === undefined || !mayEdit) return false;
      editIssue(ground, { ...as(who), number }, edit);
      return true;
    },
    comment: (who, number, body) => writeComment(ground, { ...as(who), number }, body).id,
    edit(who, id, body) {
      if (!mayChange(who, id)) return false;
      editComment(ground, { ...as(who), id }, body);
      return true;
    },
    delete(who, id) {
      if (!mayChange(who, id)) return false;
      deleteComment(ground, { ...as(who), id });
      return true;
    },
  };
}
