"""What may be typed after the commands that make a site of content: build, serve, check."""

import argparse
import re
from pathlib import Path

from generator.cli.parser import Commands, Parser, add_format
from generator.pipeline.requests import ENGINE


def add_build(commands: "Commands[Parser]") -> argparse.ArgumentParser:
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
    parser.add_argument(
        "--clean",
        action="store_true",
        help="believe nothing that is remembered from earlier builds",
    )
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


def add_serve(commands: "Commands[Parser]") -> argparse.ArgumentParser:
    parser = commands.add_parser(
        "serve",
        help="show the site here, and each change as you save",
        description="Builds, serves and watches: the browser reloads when something changes, and "
        "keeps the last good page when a file is broken.",
    )
    parser.add_argument(
        "--host", default="127.0.0.1", metavar="H", help="address to listen on (default: 127.0.0.1)"
    )
    parser.add_argument(
        "--port", type=_port, default=8000, metavar="N", help="port (default: 8000)"
    )
    parser.add_argument("--open", action="store_true", help="open it in your browser")
    return parser


def add_check(commands: "Commands[Parser]") -> argparse.ArgumentParser:
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
    parser.add_argument(
        "--base-url", metavar="URL", help="address of the deployed site; wins over site.toml"
    )
    parser.add_argument("--drafts", action="store_true", help="look at drafts too")
    parser.add_argument(
        "--jobs", type=_jobs, metavar="N", help="processes (default: one for each core)"
    )
    _add_judgement(parser)
    return parser


def _add_judgement(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--strict", action="store_true", help="warnings fail too")
    add_format(parser)


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
