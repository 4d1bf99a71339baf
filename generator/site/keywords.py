"""Which terms say what a tutorial is about, before anything is known of the other tutorials.

Only counts and places are weighed here; how rare a term is in the archive is `related`'s matter.
"""

import re
from collections.abc import Iterator, Sequence

from generator.model import Section

KEPT = 40
TITLE, TAG, HEADING, CODE = 6.0, 5.0, 2.5, 1.5
_WORD = re.compile(r"[^\W\d][\w.+#-]*[\w+#]|[぀-ヿ㐀-鿿가-힯]{2}")
_LONGEST = 40
_COMMON = frozenset(
    """a about after all also an and any are as at be because been before but by can could do does
    don each even example first for from get give has have here how if in into is it its just know
    let like ll make many may more most much must need new next no not now of on one only or other
    our out over re s same see should so some such t than that the their them then there these they
    this those through time to two under up us use used using ve very via want was way we well were
    what when where which while who why will with work would you your""".split()
)


def keywords(title: str, tags: Sequence[str], sections: Sequence[Section]) -> str:
    """At most KEPT terms, folded to lower case, with their weights in thousandths, the strongest
    first: a line each, as `weighted` reads them."""
    weights: dict[str, float] = {}

    def add(text: str, weight: float) -> None:
        for word in _WORD.findall(text.lower()):
            if word not in _COMMON and len(word) <= _LONGEST:
                weights[word] = weights.get(word, 0.0) + weight

    add(title, TITLE)
    for tag in tags:
        add(tag, TAG)
    for section in sections:
        add(section.heading, HEADING)
        add(" ".join(section.inline_code), CODE)
        add(section.text, 1.0)
    strongest = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:KEPT]
    return "\n".join([f"{word} {round(1000 * weight**0.5)}" for word, weight in strongest])


def weighted(keywords: str) -> Iterator[tuple[str, int]]:
    """Terms and weights."""
    for line in keywords.split("\n") if keywords else ():
        word, _, weight = line.partition(" ")
        yield word, int(weight)
