import { z } from 'zod';
import { notFound } from '../access/refusal.ts';
import { demandWrite } from '../access/rights.ts';
import { TRIAGE } from '../actions/issues.ts';
import { createLabel, labelNamed, setLabels } from '../actions/labels.ts';
import { paged } from '../http/paging.ts';
import {
  type Answer,
  created,
  DONE,
  ok,
  param,
  type RepositoryCall,
  type Route,
  readBody,
  repositoryRoute,
} from '../http/route.ts';
import { labelJson, labelsOf } from '../json/issue.ts';
import { theIssue } from './issues.ts';

const NEW_LABEL = z.object({
  name: z.string(),
  color: z.string().optional(),
  description: z.string().optional(),
});
const NAME = z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]);
const NAMES = z.union([
  z.array(NAME),
  z.object({ labels: z.array(NAME) }).transform(({ labels }) => labels),
]);

const READS = { reads: ['issues', 'pull_requests'] };

/** The labels of a repository, and those on its issues and pull requests. */
export const labelRoutes: readonly Route[] = [
  repositoryRoute(
    'GET /repos/{owner}/{repo}/labels',
    (call) =>
      paged(call, call.site.world.labels.in(call.repository.id), (label) =>
        labelJson(call.site, label),
      ),
    READS,
  ),

  repositoryRoute('POST /repos/{owner}/{repo}/labels', (call) => {
    const label = createLabel(call, call.repository, readBody(call, NEW_LABEL));
    return created(labelJson(call.site, label));
  }),

  repositoryRoute(
    'GET /repos/{owner}/{repo}/issues/{issue_number}/labels',
    (call) => {
      const labels = labelsOf(call.site, theIssue(call));
      return paged(call, labels, (label) => labelJson(call.site, label));
    },
    READS,
  ),

  repositoryRoute('POST /repos/{owner}/{repo}/issues/{issue_number}/labels', (call) =>
    relabel(call, (own) => [...own, ...readBody(call, NAMES)]),
  ),

  repositoryRoute('PUT /repos/{owner}/{repo}/issues/{issue_number}/labels', (call) =>
    relabel(call, () => readBody(call, NAMES)),
  ),

  repositoryRoute('DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels', async (call) => {
    await relabel(call, () => []);
    return DONE;
  }),

  repositoryRoute('DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}', (call) => {
    const label = labelNamed(call, call.repository, param(call, 'name'));
    if (label === undefined || !theIssue(call).labelIds.includes(label.id)) {
      throw notFound('Label does not exist');
    }
    return relabel(call, (own) => own.filter((name) => name !== label.name));
  }),
];

/** Gives an issue other labels than its own, and answers with them. */
async function relabel(
  call: RepositoryCall,
  choose: (own: readonly string[]) => readonly string[],
): Promise<Answer> {
  const issue = theIssue(call);
  const permissions = issue.pull === undefined ? ['issues'] : ['issues', 'pull_requests'];
  demandWrite(call, call.repository, { ...TRIAGE, permissions });
  const own = labelsOf(call.site, issue).map(({ name }) => name);
  const changed = await setLabels(call, issue, choose(own));
  return ok(labelsOf(call.site, changed).map((label) => labelJson(call.site, label)));
}
