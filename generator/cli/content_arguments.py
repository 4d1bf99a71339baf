"""What may be typed after the commands that make content: init, new, import, fetch."""

import argparse
from pathlib import Path

from generator.cli.parser import Commands, Parser, add_format
from generator.model import Level
from generator.text.commas import between_commas


def add_init(commands: "Commands[Parser]") -> argparse.ArgumentParser:
    parser = commands.add_parser(
        "init",
        help="make a new site",
        description="Makes a complete site: configuration, a first tutorial, Makefile, Pages "
        "workflow. Files that are there already stay as they are. On a terminal it asks for "
        "title, address and feeds.",
        epilog="example:\n  tutorial-archive init my-archive --title 'My archive'\n",
    )
    parser.add_argument(
        "directory",
        nargs="?",
        type=Path,
        metavar="DIR",
        help="folder to make it in (default: the one of --site)",
    )
    parser.add_argument("--title", default="", help="name of the archive")
    parser.add_argument("--base-url", default="", metavar="URL", help="address it will have")
    parser.add_argument(
        "--feed", action="append", default=[], metavar="URL", help="feed to import; may be repeated"
    )
    parser.add_argument("-y", "--yes", action="store_true", help="ask nothing")
    return parser


def add_new(commands: "Commands[Parser]") -> argparse.ArgumentParser:
    parser = commands.add_parser(
        "new",
        help="start a tutorial",
        description="Makes a Markdown file under content/ with its front matter filled in, and "
        "prints its path.",
        epilog="example:\n  tutorial-archive new 'Lists in Python' --tags python,lists\n",
    )
    parser.add_argument("title", nargs="?", default="", metavar="TITLE", help="what it is called")
    parser.add_argument(
        "--tags", type=between_commas, default=(), metavar="A,B", help="tags, with commas between"
    )
    parser.add_argument(
        "--level",
        choices=tuple(Level),
        metavar="LEVEL",
        help=f"how much it asks of its reader: {', '.join(Level)}",
    )
    parser.add_argument("--series", default="", metavar="NAME", help="series that it is a part of")
    return parser


def add_import(commands: "Commands[Parser]") -> argparse.ArgumentParser:
    parser = commands.add_parser(
        "import",
        help="turn feeds or saved archives into files",
        description="Turns the items of each SOURCE into Markdown files under content/. A file "
        "that you edited is never overwritten; the new text goes beside it as NAME.md.new.",
        epilog="examples:\n"
        "  tutorial-archive import https://example.org/feed.xml\n"
        "  tutorial-archive import saved-feed.xml subscriptions.opml\n"
        "  tutorial-archive import saved-pages/ --dry-run --report recognised.yaml\n",
    )
    parser.add_argument(
        "sources",
        nargs="+",
        metavar="SOURCE",
        help="a feed file, an http(s) address, an OPML list, a saved text or web page, a folder "
        "of saved pages, or - for standard input",
    )
    parser.add_argument(
        "--report",
        type=Path,
        metavar="FILE",
        help="write what was recognised in each source to FILE, as YAML",
    )
    _add_collecting(parser)
    return parser


def add_fetch(commands: "Commands[Parser]") -> argparse.ArgumentParser:
    parser = commands.add_parser(
        "fetch",
        help="import every feed of site.toml",
        description="Asks every feed of site.toml for what is new, and imports it. A feed that "
        "does not answer loses nothing and is reported; the others go on.",
    )
    _add_collecting(parser)
    return parser


def _add_collecting(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--dry-run", action="store_true", help="say what would be done, and do no more"
    )
    parser.add_argument(
        "--allow-private",
        action="store_true",
        help="ask addresses of this machine and of its network too",
    )
    add_format(parser)
