"""What must hold between and beyond the types of site.toml."""

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

from generator.config.convert import Report
from generator.config.model import Config, Judgement, SourceConfig
from generator.model import Severity
from generator.text.nearest import nearest

RESERVED_NAMES: Final = frozenset(
    "404 assets authors feed feeds images index languages levels media page robots search series "
    "sitemap sources static tags tutorials years con prn aux nul".split()
)
"""Names of folders that a built site uses itself, or that a file system refuses."""

_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


def report_broken_rules(config: Config, report: Report) -> None:
    """Report every rule that the configuration breaks."""
    if fault := address_fault(config.base_url):
        report("config-base-url", ("base_url",), f"“base_url” {fault}", _BASE_URL_FORM)
    if not _LANGUAGE.fullmatch(config.language):
        report("config-language", ("language",), "“language” is no language tag", _LANGUAGE_FORM)
    first: dict[str, int] = {}
    for index, source in enumerate(config.feeds):
        if source.name in first:
            report(
                "config-duplicate-feed",
                ("feeds", index, "name"),
                f"Feed name “{source.name}” is used by entry {first[source.name] + 1} too",
                "Each feed has a folder of its own, so each needs a name of its own.",
            )
        first.setdefault(source.name, index)
        _report_source(source, index, report)


def report_judgements(
    judgements: Mapping[str, Judgement], codes: Mapping[str, Severity], report: Report
) -> None:
    """Report severities of problems that do not exist, and errors that nobody would be told of."""
    for code, judgement in judgements.items():
        where = ("check", "severity", code)
        if code not in codes:
            guess = nearest(code, codes)
            hint = f"Did you mean “{guess}”?" if guess else ""
            report("config-unknown-code", where, f"No problem has the code “{code}”", hint)
        elif judgement is Judgement.OFF and codes[code] is Severity.ERROR:
            message = f"“{code}” cannot be off: something is missing where it is told"
            report("config-value", where, message, "Write “note”, which fails nothing.")


def address_fault(base_url: str) -> str:
    """What is wrong with an address of a deployed site; empty when nothing is, or it is empty."""
    try:
        parts = urlsplit(base_url)
        parts.port  # noqa: B018  reading it is the check
    except ValueError:
        return "is no address"
    if not base_url:
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return "must begin with https:// and a host"
    if parts.query or parts.fragment or "?" in base_url or "#" in base_url:
        return "must have no query and no fragment"
    if parts.username is not None:
        return "must have no user name"
    return "must have no white space" if re.search(r"[\s\x00-\x1f\\]", base_url) else ""


def _report_source(source: SourceConfig, index: int, report: Report) -> None:
    if source.name in RESERVED_NAMES:
        report(
            "config-reserved-name",
            ("feeds", index, "name"),
            f"“{source.name}” is an address that the site uses itself",
            f"Call it {source.name}-feed, for example.",
        )
    if fault := source_fault(source.url):
        report("config-feed-url", ("feeds", index, "url"), f"Feed “{source.name}” {fault}", "")
    if source.language and not _LANGUAGE.fullmatch(source.language):
        where = ("feeds", index, "language")
        report("config-language", where, "“language” is no language tag", _LANGUAGE_FORM)


def source_fault(url: str) -> str:
    """What is wrong with the address or the file of a feed; empty when nothing is."""
    if not url.strip():
        return "has no address"
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]+:", url):
        fault = "" if "?" in url or "#" in url else address_fault(url)
        return fault or ("" if re.match("https?://", url, re.I) else "is not http or https")
    if url.startswith(("/", "\\")) or ".." in url.split("/"):
        return "must be a file inside the site directory"
    return ""


_BASE_URL_FORM: Final = "Write it as https://example.org/archive/."
_LANGUAGE_FORM: Final = "Write it as en, de or pt-BR."
