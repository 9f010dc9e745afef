/**
 * Turns what an element holds into other markup, touching only what differs: focus,
 * scrolling, selections and what was typed stay. Elements with the same id are the
 * same element. What the reader owns is left alone: whether `details` are open,
 * attributes named in `data-own`, and all within `data-keep`.
 *
 * @param {Element} element
 * @param {string} markup
 * @returns {Element[]} elements with another `data-revision`, and new ones that have one
 */
export function morph(element, markup) {
  const wanted = document.createElement('template');
  wanted.innerHTML = markup;
  const news = [];
  morphChildren(element, wanted.content, news);
  return news;
}

function morphChildren(from, to, news) {
  const known = new Map(
    [...from.children].filter(({ id }) => id !== '').map((each) => [each.id, each]),
  );
  let current = from.firstChild;
  for (const wanted of [...to.childNodes]) {
    const same = counterpart(wanted, current, known);
    if (same === undefined) {
      from.insertBefore(wanted, current);
      if (wanted.nodeType === Node.ELEMENT_NODE) noteNews(wanted, news);
      continue;
    }
    if (same === current) current = current.nextSibling;
    else from.insertBefore(same, current);
    morphNode(same, wanted, news);
  }
  while (current !== null) {
    const next = current.nextSibling;
    current.remove();
    current = next;
  }
}

function counterpart(wanted, current, known) {
  if (wanted.id) {
    const same = known.get(wanted.id);
    return same?.nodeName === wanted.nodeName ? same : undefined;
  }
  const fits = current !== null && !current.id && current.nodeName === wanted.nodeName;
  return fits ? current : undefined;
}

function morphNode(from, to, news) {
  if (from.nodeType !== Node.ELEMENT_NODE) {
    if (from.nodeValue !== to.nodeValue) from.nodeValue = to.nodeValue;
    return;
  }
  if ('keep' in from.dataset) return;
  if (from.dataset.revision !== to.dataset.revision) news.push(from);
  morphAttributes(from, to);
  morphChildren(from, to, news);
}

function morphAttributes(from, to) {
  const owned = new Set((from.dataset.own ?? '').split(' '));
  if (from.nodeName === 'DETAILS') owned.add('open');
  for (const { name, value } of to.attributes)
    if (!owned.has(name) && from.getAttribute(name) !== value) from.setAttribute(name, value);
  for (const { name } of [...from.attributes])
    if (!owned.has(name) && !to.hasAttribute(name)) from.removeAttribute(name);
}

function noteNews(element, news) {
  if ('revision' in element.dataset) news.push(element);
  news.push(...element.querySelectorAll('[data-revision]'));
}
