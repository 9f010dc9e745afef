/** The issue that a webhook is about; undefined where it is about none, or cannot be read at all. */
export function issueIn(body: string): { repository: number; issue: number } | undefined {
  const payload = payloadIn(body);
  const repository = numberAt(payload, 'repository', 'id');
  const issue = numberAt(payload, 'issue', 'number');
  if (repository === undefined || issue === undefined) return undefined;
  return { repository, issue };
}

function numberAt(payload: unknown, part: string, name: string): number | undefined {
  const found = memberOf(memberOf(payload, part), name);
  return typeof found === 'number' && Number.isSafeInteger(found) ? found : undefined;
}

function memberOf(whole: unknown, name: string): unknown {
  return typeof whole === 'object' && whole !== null && Object.hasOwn(whole, name)
    ? Reflect.get(whole, name)
    : undefined;
}

/** What a webhook says; undefined for what is no JSON: it was signed, and still nobody can make anything of it. */
export function payloadIn(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
