import { STYLES } from './files.ts';
import { type Html, html } from './html.ts';
import { guide } from './render-guide.ts';
import { machines, registries, releases, slack } from './render-panels.ts';
import { people } from './render-people.ts';
import { rings } from './render-rings.ts';
import { tags } from './render-tags.ts';
import { tabs, threads } from './render-threads.ts';
import type { View } from './view.ts';

const REGIONS = {
  rings,
  people,
  guide,
  tabs,
  threads,
  tags,
  registries,
  slack,
  releases,
  machines,
};

/** A part of the page that is rendered anew when it has changed; the id of the element that holds it. */
export type Region = keyof typeof REGIONS;

/** The markup of every part of the page. */
export type Regions = Readonly<Record<Region, string>>;

/** The same view always gives the same markup. */
export function regionsOf(view: View): Regions {
  return {
    rings: rings(view).markup,
    people: people(view).markup,
    guide: guide(view).markup,
    tabs: tabs(view).markup,
    threads: threads(view).markup,
    tags: tags(view).markup,
    registries: registries(view).markup,
    slack: slack(view).markup,
    releases: releases(view).markup,
    machines: machines(view).markup,
  };
}

/** The whole page, with the key that its forms must show. */
export function page(regions: Regions, key: string): Html {
  const held = (region: Region) => ({ markup: regions[region] });
  const panel = (region: Region) =>
    html`<section id="${region}" class="panel" tabindex="-1">${held(region)}</section>`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="page-key" content="${key}">
<meta name="color-scheme" content="light dark">
<title>Ringmaster, a release to play</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
${STYLES.map((path) => html`<link rel="stylesheet" href="${path}">`)}
<script type="module" src="/page.js"></script>
</head>
<body>
<a class="skip" href="#next">To what is next</a>
<header class="top"><img src="/icon.svg" alt="" width="32" height="32"><h1>Ringmaster</h1><p>conducts a release through its rings: what was approved is what ships. All of it runs on this machine, and everybody in it is you.</p></header>
<section id="next" class="next" aria-label="What is next" tabindex="-1"><div class="card">
<div class="bar"><div id="rings">${held('rings')}</div><div id="people">${held('people')}</div></div>
<div id="guide">${held('guide')}</div>
</div></section>
<nav class="places" aria-label="Parts of the page"><a href="#next">Next</a><a href="#threads">Conversation</a><a href="#tags">Tags</a><a href="#registries">Registries</a><a href="#slack">Slack</a><a href="#releases">Releases</a><a href="#machines">Machines</a></nav>
<main>
<div class="conversation"><nav id="tabs" class="tabs" aria-label="Issues and pull requests">${held('tabs')}</nav>
<div id="threads">${held('threads')}</div></div>
<aside aria-label="Tags, registries and machines">${(['tags', 'registries', 'releases', 'slack', 'machines'] as const).map(panel)}</aside>
</main>
<p id="told" class="told" role="status" data-keep hidden></p>
</body>
</html>`;
}
