"""What of a page is the site's and not the author's. In: elements. Out: the reason, in words.

A name alone proves little: what holds a good part of the page's text, or code, or is named after
its own heading, stays whatever its class says. Code and formulas are never looked into.
"""

import re
from collections.abc import Mapping
from typing import Final

from generator.importer.html_tree import Element, descendants, text_of

VERBATIM: Final = frozenset("pre code kbd samp math svg textarea".split())
NO_WORDS: Final = frozenset(
    "link meta style template title base head noembed noframes param datalist".split()
)
_BY_TAG: Final[Mapping[str, str]] = {
    "nav": "navigation",
    "form": "a form",
    "dialog": "a dialog",
    "button": "a button",
    "select": "a form",
    "input": "a form",
    "menu": "navigation",
}
_BY_ROLE: Final[Mapping[str, str]] = {
    "navigation": "navigation",
    "banner": "the site's header",
    "contentinfo": "the site's footer",
    "complementary": "beside the text",
    "search": "a form",
    "dialog": "a dialog",
    "alertdialog": "a dialog",
    "menu": "navigation",
    "menubar": "navigation",
    "toolbar": "navigation",
}
_NAMES: Final = tuple(
    (re.compile(rf"(?:^|[-_]|\b)(?:{names})(?:$|[-_\d])", re.IGNORECASE), reason)
    for names, reason in (
        ("comments?|commentlist|respond|disqus|giscus|utterances|webmentions?", "comments"),
        ("share|sharing|sharedaddy|sharebar|social|addtoany|addthis|likes?|reactions?", "sharing"),
        ("related|relatedposts|recommend(?:ed|ations?)|more-posts|read-?next|popular", "related"),
        ("newsletter|subscribe|subscription|signup|sign-up|mailing-list|paywall", "an invitation"),
        ("cookies?|consent|gdpr|ccpa", "a note on cookies"),
        ("advert|adverts|advertisements?|ads|adsbygoogle|sponsors?|promo", "an advertisement"),
        ("breadcrumbs?|pagination|pager|prev-?next|post-?nav|nav|navbar|menu|skip-?links?"
         "|skip-to-content|back-to-top|scroll-to-top|wy-nav\\w*|rst-versions", "navigation"),
        ("toc|tableofcontents|table-of-contents|theme-doc-toc-mobile", "a table of contents"),
        ("sidebar|widgets?|widget-area", "beside the text"),
        ("site-?header|masthead|topbar|app-?bar|global-?header|wp-site-blocks-header",
         "the site's header"),
        ("site-?footer|colophon|global-?footer", "the site's footer"),
        ("author-?(?:box|bio|card|info)|about-author|bio", "about the author"),
        ("edit-?(?:page|link|this-page)|theme-edit-this-page|print-?link", "a link to edit"),
    )
)  # fmt: skip
_META: Final = re.compile(
    r"(?:^|[-_])(?:meta|byline|posted-on|postmeta|post-info|date|dateline|published|updated|author"
    r"|reading-?time|read-time|views|tags?|tag-links|cat-links|categories|last-?updated"
    r"|lastmod|timestamp|permalink)(?:$|[-_])",
    re.IGNORECASE,
)
_SURELY_META: Final = re.compile(
    r"^(?:entry|post|article|blog)-?(?:meta|info|byline|tags|date|categories)$|^byline$"
    r"|^posted-on$|^reading-?time$|^(?:tag|cat)s?-links$",
    re.IGNORECASE,
)
_NOT_A_NAME: Final = re.compile(
    r"^(?:has|with|no|is|not|hide|without|wp-block-(?!post)|hljs|token|tok|highlight|language)[-_]"
    r"|^(?:with|has|no)[A-Z]"
)
_CALLOUT: Final = re.compile(
    r"admonition|callout|alert|aside|note|tip|warning|hint|info|danger|caution|important",
    re.IGNORECASE,
)
_COMMENT: Final = re.compile(r"(?:^|[-_])comments?(?:$|[-_])|^(?:disqus_thread|respond)$")
_MACHINERY: Final = re.compile(r"^comment(?:-body|-author|-content|list)?$|^u-comment$|^h-cite$")
_BLOCKS: Final = frozenset(
    "div section aside ul ol header footer p dl table figure details".split()
)
_SMALL: Final = frozenset("span a time address small".split())
_CONTENT: Final = frozenset("pre table figure math video audio".split())
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_A_LOT: Final = 0.25
_SHORT: Final = 300


def why_chrome(element: Element, share: float) -> str:
    """The reason for which an element is none of the author's; empty where it may be.

    `share` is how much of the page's own text (not of links) stands in it, from 0 to 1.
    """
    if element.tag in VERBATIM or element.tag in ("html", "body", "main", "article"):
        return "comments" if element.tag == "article" and is_comments(element) else ""
    if is_comments(element):
        return "comments"
    if _is_tab(element):
        return ""
    role = element.attrs.get("role", "").lower()
    if reason := _BY_TAG.get(element.tag) or _BY_ROLE.get(role, ""):
        return "" if share > _A_LOT and _holds_content(element) else reason
    if share > _A_LOT:
        return ""
    if "hidden" in element.attrs or _HIDDEN.search(element.attrs.get("style", "")):
        return "hidden"
    if element.tag == "footer" and not _holds_notes(element):
        return "" if _holds_content(element) else "the site's footer"
    if element.tag == "header" and any(inner.tag == "nav" for inner in descendants(element)):
        return "" if any(inner.tag == "h1" for inner in descendants(element)) else "navigation"
    if element.tag == "aside" and _is_mostly_links(element):
        return "beside the text"
    return "" if _is_callout(element) else _by_name(element)


def is_comments(element: Element) -> bool:
    """What readers said, however much it is: named so, and made of what comments are made of."""
    if element.tag not in ("div", "section", "ol", "ul", "article", "aside", "footer"):
        return False
    names = [*element.classes, element.attrs.get("id", "")]
    if not any(_COMMENT.search(name) and not _NOT_A_NAME.search(name) for name in names):
        return False
    if any(_MACHINERY.search(name) for name in element.classes):
        return True
    return any(
        inner.tag in ("form", "textarea", "script", "iframe", "noscript")
        or any(_MACHINERY.search(name) for name in inner.classes)
        for inner in descendants(element)
    )


def is_surely_byline(element: Element) -> bool:
    """Whether a name leaves no doubt."""
    return any(_SURELY_META.search(name) for name in element.classes)


def is_byline(element: Element) -> bool:
    """Whether a small element is named after what is known of a post: its date, author, tags."""
    if element.tag not in _BLOCKS | _SMALL:
        return False
    names = [*element.classes, element.attrs.get("itemprop", "")]
    named = any(_META.search(name) and not _NOT_A_NAME.search(name) for name in names)
    if not (named or element.tag == "time") or _holds_content(element):
        return False
    return len(text_of(element).strip()) <= _SHORT


def _by_name(element: Element) -> str:
    if element.tag not in _BLOCKS:
        return ""
    names = [name for name in element.classes if not _NOT_A_NAME.search(name)]
    identity = element.attrs.get("id", "")
    if identity and not _is_own_heading(element, identity):
        names.append(identity)
    for pattern, reason in _NAMES:
        if any(pattern.search(name) for name in names):
            return "" if _holds_content(element) or _is_prose(element) else reason
    return ""


def _is_own_heading(element: Element, identity: str) -> bool:
    """Sphinx and its like name a section after its heading."""
    words = re.sub(r"[\W_]+", "", identity).casefold()
    for inner in descendants(element):
        if inner.tag in _HEADINGS:
            return re.sub(r"[\W_]+", "", text_of(inner)).casefold().startswith(words)
    return False


def _holds_content(element: Element) -> bool:
    return element.tag in _CONTENT or any(
        inner.tag in _CONTENT and text_of(inner).strip() for inner in descendants(element)
    )


def _holds_notes(element: Element) -> bool:
    """Some put footnotes into the footer of an article."""
    around = (element, *descendants(element))
    return any("footnote" in f"{e.attrs.get('class')} {e.attrs.get('role')}" for e in around)


def _is_callout(element: Element) -> bool:
    return element.tag == "aside" and _CALLOUT.search(" ".join(element.classes)) is not None


def _is_prose(element: Element) -> bool:
    """Authors have asides that are longer than what a site says beside a text."""
    long = [e for e in descendants(element) if e.tag == "p" and len(text_of(e)) > _SHORT]
    return bool(long) and not _is_mostly_links(element)


def _is_mostly_links(element: Element) -> bool:
    linked = sum(len(text_of(inner).strip()) for inner in descendants(element) if inner.tag == "a")
    return 2 * linked > len(text_of(element).strip())


def _is_tab(element: Element) -> bool:
    """Tabs that are not shown are content all the same."""
    return element.attrs.get("role", "") in ("tabpanel", "tablist", "tab") or any(
        "tab" in re.split(r"[-_]", name) or name.startswith("tabbed") for name in element.classes
    )
