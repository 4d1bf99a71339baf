"""The typed form of site.toml. The JSON Schema for editors is written from these same classes."""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from generator.model import Level


class ImagePolicy(StrEnum):
    """What the importer does with images of a source."""

    REMOTE = "remote"
    COPY = "copy"


class Judgement(StrEnum):
    """How much a problem matters to an archive: its severity, or that it is not told."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    OFF = "off"


class SourceConfig(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One feed and its rules: an entry of `[[feeds]]`."""

    name: Annotated[
        str,
        Meta(
            description="Folder under content/ and name in addresses: "
            "small letters, digits, hyphens.",
            pattern="^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?$",
        ),
    ]
    url: Annotated[
        str, Meta(description="Address of the feed, or path of a file in the site directory.")
    ]
    title: Annotated[
        str, Meta(description="Name shown to readers; default: the feed's own title.")
    ] = ""
    author: Annotated[str, Meta(description="Author of entries that name none.")] = ""
    tags: Annotated[tuple[str, ...], Meta(description="Tags added to each entry.")] = ()
    level: Annotated[Level | None, Meta(description="Level of each entry.")] = None
    language: Annotated[
        str, Meta(description="Language of entries that state none; default: the feed's own.")
    ] = ""
    licence: Annotated[
        str, Meta(description="Licence of entries that state none; default: the feed's own.")
    ] = ""
    images: Annotated[
        ImagePolicy,
        Meta(description='"remote" leaves images where they are, "copy" keeps a copy in the site.'),
    ] = ImagePolicy.REMOTE
    enabled: Annotated[
        bool, Meta(description="false keeps what was imported and asks no more.")
    ] = True


class BuildConfig(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The table `[build]`."""

    per_page: Annotated[
        int, Meta(ge=1, le=500, description="Tutorials on a page of a listing.")
    ] = 24
    feed_items: Annotated[int, Meta(ge=1, le=500, description="Entries in each outgoing feed.")] = (
        20
    )
    related: Annotated[
        int, Meta(ge=0, le=12, description="Related tutorials under each; 0 for none.")
    ] = 4
    drafts: Annotated[bool, Meta(description="Publish drafts too.")] = False


class NavItem(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One entry of `[[nav]]`, shown in the header."""

    title: Annotated[str, Meta(description="What the reader sees.")]
    url: Annotated[str, Meta(description="Path in the site, such as /tags/, or an address.")]


class CheckConfig(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The table `[check]`."""

    severity: Annotated[
        dict[str, Judgement],
        Meta(description="How serious a problem is, by its code."),
    ] = {}


class Config(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole of site.toml."""

    title: Annotated[str, Meta(description="Name of the archive.", min_length=1)]
    base_url: Annotated[
        str,
        Meta(
            description="Address of the deployed site, such as https://example.org/archive/; "
            "needed for feeds, sitemap and canonical links. build --base-url wins over it."
        ),
    ] = ""
    description: Annotated[
        str, Meta(description="One sentence for search engines and the home page.")
    ] = ""
    language: Annotated[str, Meta(description="Language of the site, a BCP 47 tag.")] = "en"
    author: Annotated[str, Meta(description="Who keeps the archive.")] = ""
    feeds: Annotated[tuple[SourceConfig, ...], Meta(description="Where tutorials come from.")] = ()
    nav: Annotated[
        tuple[NavItem, ...], Meta(description="Links in the header; default: a sensible set.")
    ] = ()
    build: BuildConfig = BuildConfig()
    check: CheckConfig = CheckConfig()
