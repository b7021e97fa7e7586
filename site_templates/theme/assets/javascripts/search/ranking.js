// Which pages answer a question, the best first: by the passage that has most of what is rare in it.

const TITLE = 0.9; // how much more a word counts in a title
const ELSEWHERE = 0.2; // how much of it counts where another passage of the page has it
const ENOUGH = 0.45; // of a long question, the share that a passage has to answer

const bits = (mask) => {
  let count = 0;
  for (; mask; mask &= mask - 1) count += 1;
  return count;
};

/** How much it says that something stands where `evidence` says, in an archive of `table`. */
export function rarity({ passages, titles }, table) {
  const found = Math.max(passages.size, titles.size, 1);
  return Math.log(1 + table.pageOf.length / found);
}

function sums(evidence, weights, table) {
  const score = new Float32Array(table.pageOf.length);
  const mask = new Int32Array(table.pageOf.length);
  const titles = new Float32Array(table.size);
  const named = new Int32Array(table.size);
  evidence.forEach((one, at) => {
    for (const [number, fits] of one.passages) {
      score[number] += weights[at] * fits;
      mask[number] |= 1 << at;
    }
    for (const [page, fits] of one.titles) {
      titles[page] += weights[at] * fits;
      named[page] |= 1 << at;
    }
  });
  return { score, mask, titles, named };
}

function bestPassage(page, found, evidence, weights, table) {
  let best = { score: -1, passage: table.starts[page], mask: 0 };
  let mask = found.named[page];
  for (let number = table.starts[page]; number < table.starts[page + 1]; number += 1) {
    let score = found.score[number];
    mask |= found.mask[number];
    const lacking = found.named[page] & ~found.mask[number];
    for (let at = 0; lacking >> at; at += 1) if ((lacking >> at) & 1) score += weights[at] * evidence[at].titles.get(page);
    if (score > best.score) best = { score, passage: number, mask: found.mask[number] | found.named[page] };
  }
  return { ...best, page, all: mask };
}

function scored(one, found, weights, table) {
  const elsewhere = one.all & ~one.mask;
  let { score } = one;
  for (let at = 0; elsewhere >> at; at += 1) if ((elsewhere >> at) & 1) score += weights[at] * ELSEWHERE;
  const inTitle = bits(found.named[one.page]);
  const filled = inTitle / Math.max(inTitle, table.titles[one.page] || 1);
  return { ...one, score: score + TITLE * found.titles[one.page] * (0.7 + 0.6 * filled) };
}

/**
 * The pages that answer, the best first, and the numbers of what none of them has all of.
 *
 * A page answers that has everything. Of a question of four things or more it is enough that one passage has most of
 * them; where no page has everything, those answer that have most.
 */
export function ranked(evidence, table, isAllowed) {
  const weights = evidence.map((one) => rarity(one, table));
  const found = sums(evidence, weights, table);
  const pages = [];
  for (let page = 0; page < table.size; page += 1) {
    if (!isAllowed(page)) continue;
    const best = bestPassage(page, found, evidence, weights, table);
    if (best.all) pages.push(scored(best, found, weights, table));
  }
  pages.sort((one, other) => other.score - one.score || other.page - one.page);
  const everything = 2 ** evidence.length - 1;
  const whole = pages.filter(({ all }) => all === everything);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const share = (mask) => weights.reduce((sum, weight, at) => sum + ((mask >> at) & 1 ? weight : 0), 0) / total;
  if (evidence.length > 3) {
    const enough = pages.filter(({ all, mask }) => all === everything || share(mask) >= ENOUGH);
    if (enough.length) return { pages: enough, lacking: whole.length ? [] : lacking(enough[0].all, evidence) };
  }
  if (whole.length || !pages.length) return { pages: whole, lacking: [] };
  const most = Math.max(...pages.map(({ all }) => bits(all)));
  const fullest = pages.filter(({ all }) => bits(all) === most);
  return { pages: fullest, lacking: lacking(fullest[0].all, evidence) };
}

const lacking = (mask, evidence) => [...evidence.keys()].filter((at) => !((mask >> at) & 1));
