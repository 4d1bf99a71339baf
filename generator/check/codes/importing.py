"""Problems of feeds, of their entries, and of what importing remembers."""

from typing import Final

from generator.check.codes.info import CodeInfo
from generator.model import Severity

IMPORTING: Final = {
    "source-missing": CodeInfo(
        "A source is not there",
        "There is no file of that name, here or in the site directory.",
        "Mend the name.",
    ),
    "code-mended": CodeInfo(
        "Code in an entry was mended",
        "Quotes were made curly, or a tool left marks, entities or backslashes in it, or lost its"
        " indents. It was not well-formed before and is now; code that is well-formed is left"
        " alone.",
        "Compare it with its source if it matters to you.",
        Severity.NOTE,
    ),
    "source-unreadable": CodeInfo(
        "A source cannot be read",
        "Its permissions or its disk refuse it.",
        "Give yourself the right to read it.",
    ),
    "feed-compressed": CodeInfo(
        "A compressed feed is damaged",
        "It was cut off, or is compressed in an unknown way.",
        "Get it again.",
    ),
    "feed-empty": CodeInfo(
        "A feed has nothing in it",
        "The file or the answer is empty.",
        "Look at its address in a browser.",
    ),
    "feed-encoding": CodeInfo(
        "A feed is not in the encoding that it states",
        "Its server or its program states another one.",
        "Look over the titles and texts that were imported.",
        Severity.WARNING,
    ),
    "feed-entities": CodeInfo(
        "A feed declares entities of its own",
        "That is a way of attacking readers, and no feed needs it.",
        "Tell the feed's owner.",
    ),
    "feed-entries": CodeInfo(
        "A feed has more entries than are read",
        "The rest was left out.",
        "Import older entries from a saved archive.",
        Severity.WARNING,
    ),
    "feed-is-web-page": CodeInfo(
        "A web page, not a feed",
        "The address is that of the site. Where the page names its feed, the message does too.",
        "Take the feed's address.",
    ),
    "feed-is-list": CodeInfo(
        "A list of feeds where a feed is wanted",
        "It is OPML, which names feeds and holds no entries.",
        "Give the list to import, or put its feeds into site.toml.",
    ),
    "feed-moved": CodeInfo(
        "A feed has moved for good",
        "Its server says so. It is still read, at its new address.",
        "Write the new address into site.toml.",
        Severity.NOTE,
    ),
    "feed-unreachable": CodeInfo(
        "A feed does not answer",
        "The network, its server, or its address. What was imported before stays.",
        "Try again later; when it stays so, set enabled = false.",
    ),
    "feed-malformed": CodeInfo(
        "A feed is not well formed",
        "It was read leniently, so something may be missing.",
        "Look over what was imported, and tell the feed's owner.",
        Severity.WARNING,
    ),
    "feed-too-deep": CodeInfo(
        "A feed is nested too deeply",
        "No feed that people read is.",
        "Tell the feed's owner.",
    ),
    "feed-too-large": CodeInfo(
        "A feed is too large",
        "It is larger than any feed that people read.",
        "Divide it, or tell its owner.",
    ),
    "feed-too-slow": CodeInfo(
        "A feed takes too long to read",
        "Something in it is repeated without end.",
        "Tell the feed's owner.",
    ),
    "feed-truncated": CodeInfo(
        "A feed is cut off",
        "The connection or the disk ended early. Whole entries were read.",
        "Import it again.",
        Severity.WARNING,
    ),
    "feed-unknown": CodeInfo(
        "Not a feed",
        "It is neither RSS, Atom, JSON Feed nor a known archive.",
        "Look at its address in a browser.",
    ),
    "page-empty": CodeInfo(
        "A saved page has no text",
        "Nothing in it but navigation, or a script would have written its text.",
        "Save it from a browser, after it has loaded.",
    ),
    "entry-too-large": CodeInfo(
        "An entry is too large",
        "It was left out; the others were imported.",
        "Save it by hand if you want it.",
        Severity.WARNING,
    ),
    "entry-unusable": CodeInfo(
        "An entry cannot be used",
        "It has no text, or its text cannot be converted. The others were imported.",
        "Save it by hand if you want it.",
        Severity.WARNING,
    ),
    "image-not-copied": CodeInfo(
        "An image could not be copied",
        "Its server did not give it, or it is no image or too large. Its remote address was kept.",
        "Import again later; images that failed are tried again.",
        Severity.WARNING,
    ),
    "import-conflict": CodeInfo(
        "A tutorial changed here and at its source",
        "Your text was kept; the source's stands beside it as NAME.md.new.",
        "Take over what you want, then delete the .new file.",
        Severity.WARNING,
    ),
    "import-failed": CodeInfo(
        "What was imported cannot be written",
        "The disk is full, or a permission is missing. Nothing was lost.",
        "Make room, then import again.",
    ),
    "import-kept": CodeInfo(
        "An imported tutorial cannot be read any more",
        "Its front matter was broken by an edit, so it is kept as it is.",
        "Mend its front matter.",
        Severity.WARNING,
    ),
    "near-duplicate": CodeInfo(
        "Two tutorials say the same",
        "Most of their sentences are equal, or their titles are and many of their words. Both are"
        " published. The same text under the same title is published once, without a note.",
        "Delete the file that you do not want; it is not imported again.",
        Severity.NOTE,
    ),
    "report-failed": CodeInfo(
        "The report of an import cannot be written",
        "The folder is not there, or a permission is missing. What was imported is kept.",
        "Name a file that can be written, and import again.",
    ),
    "ledger-broken": CodeInfo(
        "What importing remembers cannot be read",
        "The file was edited or merged by hand. It is started anew from the tutorials.",
        "Look over what the next import does.",
        Severity.WARNING,
    ),
}
