import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDocument } from '../../src/process/document.ts';
import { templateProblems } from '../../src/process/templates.ts';

/** As shells write it. */
const BRACED = ['$', '{version}'].join('');
const IMAGE = 'gcr.io/k8s-staging-app/app';

function problems(templates: { readonly tag?: string; readonly image?: string }) {
  const source = readDocument('product: app\nartifacts: {}\n');
  return templateProblems({ app: templates }, source).map(({ message }) => message);
}

for (const templates of [
  {},
  { tag: 'v$version' },
  { tag: 'chart/$version' },
  { tag: '$version-final' },
  { image: `${IMAGE}:v$version` },
  { image: `127.0.0.1:5000/app:$version` },
  { tag: 'v$version', image: `${IMAGE}:$tag` },
])
  test(`${JSON.stringify(templates)} is sound`, () => {
    assert.deepEqual(problems(templates), []);
  });

for (const [tag, message] of [
  [`v${BRACED}`, `unknown word "${BRACED}"; did you mean "$version"?`],
  ['v$Version', 'unknown word "$Version"; did you mean "$version"?'],
  ['v$version-rc$n', 'unknown word "$n"; known here: $version'],
  ['$tag', 'unknown word "$tag"; known here: $version'],
  ['v$chart.version', 'unknown word "$chart.version"; known here: $version'],
  ['release', '"tag" reads release: expected "$version" in it, once'],
  ['v$version-$version', '"tag" reads v$version-$version: expected "$version" in it, once'],
] as const)
  test(`the tag ${tag} is a mistake`, () => {
    assert.deepEqual(problems({ tag }), [message]);
  });

for (const [image, message] of [
  [`${IMAGE}:v$VERSION`, 'unknown word "$VERSION"; known here: $version, $tag'],
  [`${IMAGE}:$chart.version`, 'unknown word "$chart.version"; known here: $version, $tag'],
  [`${IMAGE}:$branch`, 'unknown word "$branch"; known here: $version, $tag'],
  [IMAGE, /^"image" reads gcr\.io\/k8s-staging-app\/app: expected a tag with "\$version" in it/],
  [`${IMAGE}:latest`, /expected a tag with "\$version" in it/],
  [`gcr.io/p/v$version/app:latest`, /expected a tag with "\$version" in it/],
  [`${IMAGE}:$tag`, /^"image" reads .*"chart\/1\.2\.3" is not an image tag$/],
  ['not an image', /^"image" reads not an image: .* it must begin with the host of a registry$/],
  [`Acme/App:v$version`, /it must begin with the host of a registry$/],
] as const)
  test(`the image ${image} is a mistake`, () => {
    const [found = '', ...more] = problems({ tag: 'chart/$version', image });
    if (typeof message === 'string') assert.equal(found, message);
    else assert.match(found, message);
    assert.deepEqual(more, []);
  });

test('the tag of an artifact without one is no variable of its image', () => {
  assert.deepEqual(problems({ image: `${IMAGE}:$tag` }), [
    'unknown word "$tag"; known here: $version',
  ]);
});
