"""Problems that check finds in a site that builds. In imported text they are notes."""

from typing import Final

from generator.check.codes.info import CodeInfo
from generator.model import Severity

CHECKING: Final = {
    "link-broken": CodeInfo(
        "A link leads nowhere",
        "No page, file or old address of the site has that path.",
        "Take the address that is offered; after a rename, add the old one to aliases.",
        Severity.WARNING,
    ),
    "anchor-broken": CodeInfo(
        "A link leads to a heading that is not there",
        "The heading was renamed or removed.",
        "Take the anchor that is offered.",
        Severity.WARNING,
    ),
    "image-missing": CodeInfo(
        "An image is not there",
        "No file of that name lies beside the tutorial or in static/.",
        "Add the file, or mend the path.",
        Severity.WARNING,
    ),
    "alt-missing": CodeInfo(
        "An image has no text",
        "Those who do not see it learn nothing.",
        "Say in the brackets what it shows.",
        Severity.WARNING,
    ),
    "heading-order": CodeInfo(
        "Headings skip a level",
        "A sign of a heading chosen for its size.",
        "Use one # more than in the heading above.",
        Severity.WARNING,
    ),
    "title-duplicate": CodeInfo(
        "Two tutorials have one title",
        "Readers and search cannot tell them apart.",
        "Say in the title what is different.",
        Severity.WARNING,
    ),
    "tag-near-duplicate": CodeInfo(
        "Two tags mean the same",
        "They differ in case, hyphens or number, or one is short for the other.",
        "Write one of them in both places.",
        Severity.NOTE,
    ),
    "date-future": CodeInfo(
        "A date is in the future",
        "A slip, or a tutorial that is not to be published yet.",
        "Mend the date, or add draft: true.",
        Severity.WARNING,
    ),
    "date-order": CodeInfo(
        "A tutorial was updated before it was written",
        "One of the two dates is wrong.",
        "Mend it.",
        Severity.WARNING,
    ),
    "code-invalid": CodeInfo(
        "Code does not parse in its language",
        "A slip, code left out, or a wrong language after the fence.",
        "Mend the code, or name the right language, such as text.",
        Severity.WARNING,
    ),
    "summary-only": CodeInfo(
        "Only an excerpt was imported",
        "The feed does not give whole posts.",
        "Look for a feed that does, or keep the link to the original.",
        Severity.NOTE,
    ),
    "body-empty": CodeInfo(
        "A tutorial has nothing to read",
        "There is nothing after the front matter.",
        "Write it, or add draft: true.",
        Severity.WARNING,
    ),
    "tutorial-orphan": CodeInfo(
        "A tutorial is found by chance only",
        "It has no tag and no series, and no other tutorial links to it.",
        "Give it a tag, or link to it from where its readers come from.",
        Severity.NOTE,
    ),
    "nav-broken": CodeInfo(
        "A link of the header leads nowhere",
        "An entry of [[nav]] names a page that the site does not have (any more).",
        "Take the address that is offered, or remove the entry.",
        Severity.WARNING,
    ),
    "template-link": CodeInfo(
        "A link around the texts leads nowhere",
        "A template of yours has an address at which nothing is, or lacks the filter href.",
        "Mend the line that is named; write addresses of the site as {{ 'tags/' | href }}.",
        Severity.WARNING,
    ),
    "page-heavy": CodeInfo(
        "A page has more than 500 kB of HTML",
        "The tutorial is very long, or holds data that is not for reading.",
        "Make several tutorials of it, and a series of them.",
        Severity.WARNING,
    ),
    "image-heavy": CodeInfo(
        "An image has more than 1 MB",
        "It was taken as the camera or the screen gave it.",
        "Make it smaller, or save it as WebP or AVIF.",
        Severity.WARNING,
    ),
    "images-heavy": CodeInfo(
        "The images of a page have more than 5 MB",
        "Readers on a phone wait for them, and pay for them.",
        "Make them smaller, or split the tutorial.",
        Severity.WARNING,
    ),
    "site-too-large": CodeInfo(
        "The site has more than 1 GB",
        "GitHub Pages publishes no more.",
        "Copy fewer images, or publish somewhere else.",
        Severity.WARNING,
    ),
    "site-many-files": CodeInfo(
        "The site has more than 100,000 files",
        "A deployment to GitHub Pages may last ten minutes, and takes longer with so many.",
        "Publish somewhere else, or split the archive.",
        Severity.WARNING,
    ),
    "outside-gone": CodeInfo(
        "Another site says that a page is gone",
        "It answered 404 or 410.",
        "Link to an archived copy, or to what took its place.",
        Severity.NOTE,
    ),
    "outside-moved": CodeInfo(
        "A page of another site has moved for good",
        "It answers with its new address.",
        "Take the new address.",
        Severity.NOTE,
    ),
    "outside-silent": CodeInfo(
        "Another site does not answer",
        "It is down, or gone with its name. One answer is no proof; it is asked again in two days.",
        "If it stays silent, link to an archived copy.",
        Severity.NOTE,
    ),
}
