"""Problems of files under content/ and of their front matter."""

from typing import Final

from generator.check.codes.info import CodeInfo
from generator.model import Severity

CONTENT: Final = {
    "content-encoding": CodeInfo(
        "A file is not UTF-8",
        "An editor saved it in another encoding; the place of the first odd byte is named.",
        "Save it as UTF-8.",
    ),
    "content-unreadable": CodeInfo(
        "A file or folder cannot be read",
        "Its permissions or its disk refuse it, or it went away in this moment.",
        "Give yourself the right to read it.",
    ),
    "content-not-a-file": CodeInfo(
        "Something called .md is no file",
        "It is a pipe, a socket or a device.",
        "Remove it, or give it a hidden name.",
    ),
    "content-too-large": CodeInfo(
        "A file is larger than 32 MB",
        "It is hardly a tutorial.",
        "Divide it.",
    ),
    "content-link": CodeInfo(
        "A link of the file system is not followed",
        "It leads out of the site directory, in a circle, or to nothing.",
        "Copy what it leads to into the site.",
    ),
    "content-name": CodeInfo(
        "A file name is not UTF-8",
        "It was made on a system with another encoding.",
        "Rename the file.",
    ),
    "front-matter-missing": CodeInfo(
        "A file has no front matter",
        "It does not begin with a line ---, or the closing line is missing.",
        "Begin with ---, title and date, and close with ---.",
    ),
    "front-matter-syntax": CodeInfo(
        "Front matter is not YAML",
        "Often a value with a colon, a quote or a bracket that is not in quotes.",
        "Put the value in double quotes.",
    ),
    "front-matter-unsupported": CodeInfo(
        "Front matter uses what is not read here",
        "Anchors, aliases, merge keys and tags of YAML can hide or expand things.",
        "Write the values themselves.",
    ),
    "front-matter-required": CodeInfo(
        "The title or the date is missing",
        "Every tutorial has both.",
        "Add the line that is shown.",
    ),
    "front-matter-unknown-key": CodeInfo(
        "A key that nobody reads",
        "It is misspelled, or comes from another generator.",
        "Take the name that is offered, or remove the line.",
    ),
    "front-matter-duplicate-key": CodeInfo(
        "A key stands twice",
        "Two values, and no telling which is meant.",
        "Remove one.",
    ),
    "front-matter-type": CodeInfo(
        "A value of the wrong kind",
        "Such as text where a list is wanted.",
        "Write what the message asks for.",
    ),
    "front-matter-date": CodeInfo(
        "Not a date",
        "Days and months are in another order, or the day does not exist.",
        "Write 2024-05-31, or 2024-05-31T09:30:00+02:00.",
    ),
    "front-matter-level": CodeInfo(
        "Not a level",
        "There are three: beginner, intermediate, advanced.",
        "Take one of them.",
    ),
    "front-matter-slug": CodeInfo(
        "Not a slug",
        "An address has small letters, digits and single hyphens.",
        "Take the spelling that is offered.",
    ),
    "front-matter-alias": CodeInfo(
        "Not an old address of this site",
        "It has a host, a query, a fragment or an empty part.",
        "Write it as /old/name/.",
    ),
    "front-matter-address": CodeInfo(
        "Not a web address",
        "It is relative, or not http(s).",
        "Write it in full.",
    ),
    "front-matter-language": CodeInfo(
        "Not a language tag",
        "The value is a name such as English.",
        "Write the tag: en, de, pt-BR.",
    ),
    "html-removed": CodeInfo(
        "HTML of a tutorial was left out",
        "Scripts, forms, styles and the like are not shown, whoever wrote them.",
        "Say it in Markdown, or remove it.",
        Severity.WARNING,
    ),
    "page-not-rendered": CodeInfo(
        "A page is shown as plain text",
        "Rendering it took too long, or the page would have been far larger than its source.",
        "Divide it, or look for markup that is never closed.",
        Severity.WARNING,
    ),
}
