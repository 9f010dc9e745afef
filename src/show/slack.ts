import type { Prose, Span } from '../domain/prose.ts';
import { escapeSlack, linkTarget, slackCode } from './safe-text.ts';

/** Prose in Slack's markup. */
export function toSlack(prose: Prose): string {
  return prose.map(spanToSlack).join('');
}

function spanToSlack(span: Span): string {
  if ('words' in span) return span.words;
  if ('text' in span) return escapeSlack(span.text);
  if ('code' in span) return slackCode(span.code);
  if ('person' in span) return escapeSlack(span.person);
  if ('link' in span) return `<${linkTarget(span.link)}|${escapeSlack(span.label)}>`;
  return `*${escapeSlack(span.strong)}*`;
}
