"""What may be typed after the program's name, and the help that teaches it."""

import argparse
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from generator import __version__
from generator.cli.parser import PROGRAM, Commands, Parser
from generator.pipeline.requests import ENGINE

LEVELS: Final = ("beginner", "intermediate", "advanced")

_ABOUT: Final = """\
Turns tutorial feeds into a fast, searchable static archive that its owner keeps.

Two steps meet at a folder of Markdown files: import fills content/ from feeds, build makes
the site in output/ from content/. What you write by hand lives in content/ too.
"""
_FIRST_STEPS: Final = """\
first steps:
  tutorial-archive init my-archive          a site that builds as it is
  tutorial-archive --site my-archive serve  see it, and see each change as you save
  tutorial-archive --site my-archive import https://example.org/feed.xml

exit codes: 0 fine; 1 problems; 2 usage or configuration; 3 import partly failed; 70 a bug
"""


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """The command and its options; raises SystemExit after help, version or a usage error."""
    return _parser().parse_args(argv)


def completion_script(shell: str) -> str:
    """What makes a shell complete all of this."""
    from generator.cli.completion import completion

    return completion(_parser(), shell)


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog=PROGRAM, description=_ABOUT, epilog=_FIRST_STEPS)
    parser.add_argument("--version", action="version", version=f"{PROGRAM} {__version__}")
    _add_common(parser, defaults=True)
    commands = parser.add_subparsers(
        dest="command", metavar="COMMAND", title="commands", required=True
    )
    for add in _COMMANDS:
        _add_common(add(commands), defaults=False)
    return parser


def _add_common(parser: argparse.ArgumentParser, *, defaults: bool) -> None:
    """Options that stand before or after the command; after it, none means "as before it"."""

    def default(value: object) -> object:
        return value if defaults else argparse.SUPPRESS

    group = parser.add_argument_group("everywhere")
    group.add_argument(
        "--site",
        type=Path,
        default=default(Path()),
        metavar="DIR",
        help="site directory, the one with site.toml (default: this folder)",
    )
    group.add_argument(
        "-q",
        "--quiet",
        action="store_true",
        default=default(False),
        help="say nothing but problems",
    )
    group.add_argument(
        "--traceback",
        action="store_true",
        default=default(False),
        help="show the whole traceback when the generator has a bug",
    )


def _add_init(commands: "Commands[Parser]") -> argparse.ArgumentParser:
    parser = commands.add_parser(
        "init",
        help="make a new site",
        description="Makes a complete site: configuration, a first tutorial, Makefile, Pages "
        "workflow. Files that are there already stay as they are. On a terminal it asks for "
        "title, address and feeds.",
        epilog="example:\n  tutorial-archive init my-archive --title 'My archive'\n",
    )
    parser.add_argument("directory", nargs="?", type=Path, metavar="DIR", help="where to make it")
    parser.add_argument("--title", default="", help="name of the archive")
    parser.add_argument("--base-url", default="", metavar="URL", help="address it will have")
    parser.add_argument(
        "--feed", action="append", default=[], metavar="URL", help="feed to import; may be repeated"
    )
    parser.add_argument("-y", "--yes", action="store_true", help="ask nothing")
    return parser


def _add_new(commands: "Commands[Parser]") -> argparse.ArgumentParser:
    parser = commands.add_parser(
        "new",
        help="start a tutorial",
        description="Makes a Markdown file under content/ with its front matter filled in, and "
        "prints its path.",
        epilog="example:\n  tutorial-archive new 'Lists in Python' --tags python,lists\n",
    )
    parser.add_argument("title", nargs="?", default="", metavar="TITLE")
    parser.add_argument(
        "--tags", type=_words, default=(), metavar="A,B", help="tags, with commas between"
    )
    parser.add_argument("--level", choices=LEVELS, help="how much it asks of its reader")
    parser.add_argument("--series", default="", help="series that it is a part of")
    return parser


def _add_import(commands: "Commands[Parser]") -> argparse.ArgumentParser:
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


def _add_fetch(commands: "Commands[Parser]") -> argparse.ArgumentParser:
    parser = commands.add_parser(
        "fetch",
        help="import every feed of site.toml",
        description="Asks every feed of site.toml for what is new, and imports it. A feed that "
        "does not answer loses nothing and is reported; the others go on.",
    )
    _add_collecting(parser)
    return parser


def _add_build(commands: "Commands[Parser]") -> argparse.ArgumentParser:
    parser = commands.add_parser(
        "build",
        help="make the site",
        description="Makes the site in output/ from content/, offline. Feeds of site.toml that "
        "are local files are imported first. A build that fails leaves the old site as it is.",
        epilog="example:\n  tutorial-archive build --base-url https://me.github.io/archive/\n",
    )
    parser.add_argument(
        "--output", type=Path, metavar="DIR", help="where to (default: output/ in the site)"
    )
    parser.add_argument(
        "--base-url", metavar="URL", help="address of the deployed site; wins over site.toml"
    )
    parser.add_argument(
        "--jobs", type=_jobs, metavar="N", help="processes (default: one for each core)"
    )
    parser.add_argument(
        "--executor",
        type=_executor,
        metavar="ADDRESS",
        help="who renders pages: dask://HOST:PORT, a Dask scheduler, or dask:// for a cluster "
        "on this machine (default: processes here)",
    )
    parser.add_argument("--clean", action="store_true", help="believe no cache")
    parser.add_argument("--drafts", action="store_true", help="publish drafts too")
    parser.add_argument(
        "--profile",
        action="store_true",
        help="tell where the time went, by stage, and the slowest tutorials, languages, templates",
    )
    parser.add_argument(
        "--keep-going", action="store_true", help="leave broken files out and build the rest"
    )
    _add_judgement(parser)
    return parser


def _add_serve(commands: "Commands[Parser]") -> argparse.ArgumentParser:
    parser = commands.add_parser(
        "serve",
        help="show the site here, and each change as you save",
        description="Builds, serves and watches: the browser reloads when something changes, and "
        "keeps the last good page when a file is broken.",
    )
    parser.add_argument("--host", default="127.0.0.1", metavar="H", help="default: 127.0.0.1")
    parser.add_argument("--port", type=_port, default=8000, metavar="N", help="default: 8000")
    parser.add_argument("--open", action="store_true", help="open it in your browser")
    return parser


def _add_check(commands: "Commands[Parser]") -> argparse.ArgumentParser:
    parser = commands.add_parser(
        "check",
        help="say what is wrong, write nothing",
        description="Looks at the whole site as build would make it, and tells every problem: "
        "broken links and anchors, missing image texts, code that does not parse, and more.",
    )
    parser.add_argument(
        "--external",
        action="store_true",
        help="ask other sites whether links to them still lead somewhere; what they say is "
        "remembered and told as notes",
    )
    parser.add_argument("--base-url", metavar="URL", help="address; wins over site.toml")
    parser.add_argument("--drafts", action="store_true", help="look at drafts too")
    parser.add_argument("--jobs", type=_jobs, metavar="N", help="processes")
    _add_judgement(parser)
    return parser


def _add_collecting(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dry-run", action="store_true", help="say what would be done, no more")
    parser.add_argument(
        "--allow-private",
        action="store_true",
        help="ask addresses of this machine and of its network too",
    )
    _add_format(parser)


def _add_judgement(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--strict", action="store_true", help="warnings fail too")
    _add_format(parser)


def _add_format(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--format",
        choices=("text", "github", "json", "sarif"),
        default="text",
        help="how problems are told: for people, as GitHub annotations, as JSON, or as SARIF",
    )


def _add_completion(commands: "Commands[Parser]") -> argparse.ArgumentParser:
    parser = commands.add_parser(
        "completion",
        help="let your shell complete commands and options",
        description="Prints a script for your shell that completes every command and option.",
        epilog="examples:\n"
        "  tutorial-archive completion bash > ~/.local/share/bash-completion/completions/"
        "tutorial-archive\n"
        "  tutorial-archive completion fish > ~/.config/fish/completions/tutorial-archive.fish\n"
        '  eval "$(tutorial-archive completion zsh)"    # in ~/.zshrc, after compinit\n',
    )
    parser.add_argument("shell", choices=("bash", "zsh", "fish"), help="which one")
    return parser


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def _executor(text: str) -> str:
    if re.fullmatch(ENGINE, text) is None:
        raise argparse.ArgumentTypeError(f"{text!r} is no address such as dask://host:8786")
    return text


def _jobs(text: str) -> int:
    return _bounded(text, 1, 1024)


def _port(text: str) -> int:
    return _bounded(text, 0, 65535)


def _bounded(text: str, low: int, high: int) -> int:
    if re.fullmatch("[0-9]{1,6}", text) and low <= int(text) <= high:
        return int(text)
    raise argparse.ArgumentTypeError(f"must be a whole number from {low} to {high}")


_COMMANDS: Final = (
    _add_init,
    _add_new,
    _add_import,
    _add_fetch,
    _add_build,
    _add_serve,
    _add_check,
    _add_completion,
)
