"""What pages say about themselves to machines: JSON-LD, canonical address, direction."""

import json
from collections.abc import Mapping

from markupsafe import Markup

from generator.model import FrontMatter
from generator.render.addresses import absolute
from generator.site.model import Article

_RIGHT_TO_LEFT = frozenset(("ar", "arc", "ckb", "dv", "fa", "ha", "he", "ks", "ps", "ur", "yi"))


def direction(language: str) -> str:
    """`rtl` or `ltr` for a BCP 47 language tag."""
    return "rtl" if language.split("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"


def canonical(front: FrontMatter, base_url: str, permalink: str) -> str:
    """Where search engines should send people: the original post for imported tutorials."""
    if front.canonical:
        return front.canonical
    if front.source and front.source.link:
        return front.source.link
    return absolute(base_url, permalink) if base_url else ""


def article_json_ld(article: Article, canonical_url: str, language: str, site_title: str) -> Markup:
    """schema.org TechArticle of one tutorial."""
    front = article.facts.front
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "TechArticle",
        "headline": front.title,
        "datePublished": front.date.isoformat(),
        "dateModified": (front.updated or front.date).isoformat(),
        "inLanguage": language,
        "description": article.facts.excerpt,
        "wordCount": article.facts.words,
        "author": [{"@type": "Person", "name": name} for name in front.authors],
        "keywords": list(front.tags),
        "proficiencyLevel": front.level.value.capitalize() if front.level else "",
        "mainEntityOfPage": canonical_url,
        "license": front.source.licence if front.source else "",
        "publisher": {"@type": "Organization", "name": site_title},
    }
    if front.source and front.source.link:
        data["isBasedOn"] = front.source.link
    return _script_data({name: value for name, value in data.items() if value})


def site_json_ld(title: str, description: str, base_url: str, search_path: str) -> Markup:
    """schema.org WebSite of the home page; empty when the site does not know its address."""
    if not base_url:
        return Markup("")
    return _script_data(
        {
            "@context": "https://schema.org",
            "@type": "WebSite",
            "name": title,
            "url": base_url,
            "description": description,
            "potentialAction": {
                "@type": "SearchAction",
                "target": {
                    "@type": "EntryPoint",
                    "urlTemplate": absolute(base_url, search_path) + "?q={search_term_string}",
                },
                "query-input": "required name=search_term_string",
            },
        }
    )


def _script_data(data: Mapping[str, object]) -> Markup:
    """JSON that is safe inside a script element, whatever its strings hold."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704
