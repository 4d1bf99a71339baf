// Which pages answer a query, and which of their sections: postings in, ordered pages out.

export const P = {
  part: 0.4, coordination: 1.7, title: 0.8, cover: 0.9, exact: 0.5, section: 0.6, sectionCoord: 1, complete: 0.6, stop: 0.25,
};

const STOP = new Set("a an and are as at be by can do doe for from get how i if in into is it my of on or that the their them thei there thi to us want wa what when where which why will with you your make no not should".split(" "));

/** Rarity of a term that `count` of `pages` pages have. */
export const rarity = (count, pages) => Math.log(1 + (pages - count + 0.5) / (count + 0.5));

/**
 * A unit is one word of the query: {alternatives: [{list, rarity, share, stop}]}; `share` is how
 * much of the word the alternative stands for.
 */
export function rank(units) {
  const pages = new Map();
  let total = 0;
  units.forEach((unit, number) => {
    unit.weight = Math.max(...unit.alternatives.map((a) => a.share * a.rarity * (a.stop ? P.stop : 1)));
    total += unit.weight;
    for (const alternative of unit.alternatives) {
      for (const posting of alternative.list) {
        let page = pages.get(posting.page);
        if (!page) pages.set(posting.page, page = { page: posting.page, units: [], sections: new Map(), titles: 0 });
        const own = page.units[number] ??= { sum: 0, share: 0, title: 0, inTitle: 0 };
        collect(page, own, unit, alternative, posting, number);
      }
    }
  });
  const scored = [];
  for (const page of pages.values()) scored.push(score(page, units, total));
  return scored.sort((a, b) => b.score - a.score || a.page - b.page);
}

function collect(page, own, unit, alternative, posting, number) {
  const share = alternative.share;
  own.sum = Math.max(own.sum, 0) + share * alternative.rarity * (alternative.stop ? P.stop : 1) * posting.impact;
  own.share = Math.min(1, own.share + alternative.cover);
  if (posting.title) {
    own.title = Math.max(own.title, share);
    own.inTitle = Math.max(own.inTitle, 1 / posting.title * (alternative.cover));
  }
  for (const [section, impact] of posting.sections) {
    let place = page.sections.get(section);
    if (!place) page.sections.set(section, place = []);
    place[number] = Math.max(place[number] ?? 0, share * impact);
  }
}

function score(page, units, total) {
  let sum = 0, matched = 0, queryInTitle = 0, titleCover = 0;
  page.units.forEach((own, number) => {
    const { weight } = units[number];
    sum += own.sum;
    matched += own.share * weight;
    queryInTitle += own.title * weight;
    titleCover += own.inTitle;
  });
  const coord = (matched / total) ** P.coordination;
  queryInTitle /= total;
  titleCover = Math.min(1, titleCover);
  const sections = [];
  for (const [number, place] of page.sections) {
    let local = 0, part = 0;
    place.forEach((impact, i) => { local += impact * units[i].weight; part += units[i].weight; });
    sections.push({ number, score: (local / total) * (part / total) ** P.sectionCoord });
  }
  sections.sort((a, b) => b.score - a.score || a.number - b.number);
  const title = P.title * queryInTitle + P.cover * queryInTitle * titleCover
    + (queryInTitle > 0.99 && titleCover > 0.99 ? P.exact : 0);
  return {
    page: page.page, sections,
    score: coord * (sum / total + title) + P.section * (sections[0]?.score ?? 0),
  };
}

export const isStop = (term) => STOP.has(term);
