"""Problems of site.toml and of what is typed. Each ends with exit code 2."""

from typing import Final

from generator.check.codes.info import CodeInfo

CONFIGURATION: Final = {
    "config-missing": CodeInfo(
        "There is no site.toml",
        "The command was run outside a site directory.",
        "Change to the site's folder, name it with --site, or make a site with init.",
    ),
    "config-unreadable": CodeInfo(
        "site.toml cannot be read",
        "The file is there, and its permissions or its disk refuse it.",
        "Give yourself the right to read it.",
    ),
    "config-encoding": CodeInfo(
        "site.toml is not UTF-8",
        "An editor saved it in another encoding.",
        "Save it as UTF-8.",
    ),
    "config-syntax": CodeInfo(
        "site.toml is not TOML",
        "A quote, a bracket or an equals sign is missing, or a key stands twice.",
        "Look at the line that is named, and at the one above it.",
    ),
    "config-unknown-key": CodeInfo(
        "A key that nobody reads",
        "It is misspelled, or stands in the wrong table.",
        "Take the name that is offered, or remove the line.",
    ),
    "config-required": CodeInfo(
        "A key that must be there is missing",
        "Every site has a title, and every feed a name and an address.",
        "Add the key.",
    ),
    "config-value": CodeInfo(
        "A value of the wrong kind, or out of bounds",
        "Such as text where a number is wanted.",
        "Write what the message asks for.",
    ),
    "config-language": CodeInfo(
        "Not a language tag",
        "The value is a name such as English.",
        "Write the tag: en, de, pt-BR.",
    ),
    "config-base-url": CodeInfo(
        "Not the address of a site",
        "It lacks https:// or has a query, a fragment or a user name.",
        "Write it as https://example.org/archive/.",
    ),
    "config-duplicate-feed": CodeInfo(
        "Two feeds have one name",
        "The name is the folder of a feed's tutorials, so two would mix.",
        "Give one of them another name.",
    ),
    "config-reserved-name": CodeInfo(
        "A feed has a name that the site uses itself",
        "Its tutorials would stand on addresses such as /tags/.",
        "Give the feed another name.",
    ),
    "config-feed-url": CodeInfo(
        "Not the address of a feed",
        "It is neither http(s) nor a path inside the site directory.",
        "Copy the file into the site, or write the address in full.",
    ),
    "config-unknown-code": CodeInfo(
        "A severity for a problem that does not exist",
        "The code under [check.severity] is misspelled.",
        "Take the code that is offered.",
    ),
    "config-clock": CodeInfo(
        "SOURCE_DATE_EPOCH is no number",
        "The environment variable holds something else than seconds since 1970.",
        "Unset it, or set it to a whole number.",
    ),
    "title-empty": CodeInfo(
        "A new tutorial without a title",
        "The command new was given nothing, or only white space.",
        "Write the title after the command, in quotes.",
    ),
}
