// Which passage of a page an answer is about, from what Pagefind tells: the places of the words that were found, counted
// in words from the beginning, with their scores, and those of the elements that have an id.

const NEARBY = 32; // words of an excerpt

/** The place behind which most of what was found stands close together; undefined where nothing was found. */
export function densest(found) {
  const places = [...found].sort((one, other) => one.location - other.location);
  let best = { score: 0 };
  let score = 0;
  let end = 0;
  for (const first of places) {
    for (; end < places.length && places[end].location < first.location + NEARBY; end += 1) {
      score += places[end].balanced_score;
    }
    if (score > best.score + 1e-9) best = { score, location: first.location };
    score -= first.balanced_score;
  }
  return best.location;
}

// The first heading is the page's title.
const isHeading = ({ element, text }) => /^h[2-6]$/i.test(element) && text?.trim();

/** The last of `anchors` that is at `location` or before it. */
function last(anchors, location) {
  const before = anchors.filter((anchor) => anchor.location <= location);
  return before.reduce((one, other) => (other.location >= one.location ? other : one), before[0]);
}

/**
 * The passage in which most of `found` stands close together: the `id` of the element that begins it, and the heading of
 * its `story`. Either is empty where there is none.
 */
export function passage(anchors, found) {
  const location = densest(found);
  if (location === undefined) return { id: "", story: "" };
  return { id: last(anchors, location)?.id ?? "", story: last(anchors.filter(isHeading), location)?.text ?? "" };
}

const weight = ({ weighted_locations: found }) => found.reduce((sum, { balanced_score }) => sum + balanced_score, 0);

/** Those `most` sections of an answer that have most of what was found, as they follow on the page. */
export function fullest(sections, most) {
  const kept = new Set([...sections].sort((one, other) => weight(other) - weight(one)).slice(0, most));
  return sections.filter((section) => kept.has(section));
}
