"""The register of every address that was ever published, and what becomes of each.

In: the register as it was left, and the assembled site. Out: a redirect for each old address whose
tutorial is still here, a page that says so for each whose tutorial is not, and the register with
the addresses of today. Settling the result once more changes nothing, so it does not matter
whether the register of this build was kept. No file is read or written here.

A tutorial is known by its file; where that is gone, by its title, else by its date, if one new
tutorial and one only has it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from generator.content.addresses import is_site_path
from generator.model import Problem, Severity
from generator.model.register import REGISTER, Entry
from generator.site.assemble import is_own
from generator.site.model import Article, Gone, Site
from generator.text.slugs import collision_key

_HEAD = """\
# Every address this site ever published: address, file, date, title. Commit it.
# A line whose file is gone keeps a page that says so; delete a line to forget its address.
"""


class Settled(Struct, frozen=True, kw_only=True):
    """What the register means for a site."""

    site: Site
    """With the redirects and pages of old addresses."""
    register: tuple[Entry, ...]
    """To be kept: by address."""
    problems: tuple[Problem, ...]


def read_register(text: str) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """The lines of the register; each that is none, such as the marks of a merge, is an error."""
    entries: dict[str, Entry] = {}
    problems = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = line.split("\t")
        if len(fields) != 4 or line[0] != "/":
            problems.append(_broken(number))
            continue
        address = fields[0][1:]
        entries[address] = Entry(address=address, file=fields[1], date=fields[2], title=fields[3])
    return tuple(entries[address] for address in sorted(entries)), tuple(problems)


def register_text(register: Sequence[Entry]) -> str:
    """The file: a line each, by address, so that two branches that add tutorials merge well."""
    lines = [f"/{item.address}\t{item.file}\t{item.date}\t{item.title}\n" for item in register]
    return _HEAD + "".join(lines)


def settle(site: Site, register: Sequence[Entry], files: Iterable[str] = ()) -> Settled:
    """What each old address is now. Pages of today, aliases that are written down and copied
    `files` (site paths) win over it."""
    kept = {entry.address: entry for entry in _today(site)}
    taken = {collision_key(address) for address in kept}
    taken.update(collision_key(path.removesuffix("index.html")) for path in files)
    heir = _heirs(site, register)
    aliases, gone, problems = dict(site.aliases), [], []
    for entry in register:
        now = kept.get(entry.address)
        if now is not None and now.file == entry.file:
            continue
        index = site.by_path.get(entry.file, heir(entry)) if entry.file else None
        if index is not None:
            entry = _entry(entry.address, site.articles[index])
        if now is None:
            kept[entry.address] = entry
            if not is_site_path(f"/{entry.address}"):  # of few only: it is slow
                problems.append(_no_address(entry))
            elif collision_key(entry.address) in taken or is_own(entry.address):
                problems.append(_reused(entry, "something else"))
            elif index is not None:
                aliases[entry.address] = index
            else:
                gone.append(Gone(path=entry.address, title=entry.title, of_term=not entry.file))
                problems += [_gone(entry)] if entry.file else []
        elif index is not None and now.file != entry.file and entry.address in site.by_permalink:
            kept[entry.address] = entry
            problems.append(_reused(entry, now.file))
    return Settled(
        site=replace(site, aliases=aliases, gone=tuple(gone)),
        register=tuple(kept[address] for address in sorted(kept)),
        problems=tuple(problems),
    )


def retitled(
    register: Sequence[Entry], site: Site, titles: Mapping[str, str], *, whole: bool
) -> tuple[Entry, ...] | None:
    """The register of a site in which nothing changed but the titles of these files; `whole`: all
    its addresses must be there. None where what an old address means could hang on the titles."""
    known = {entry.address for entry in register}
    if not known >= site.by_permalink.keys():
        heirs = any(entry.file and entry.file not in site.by_path for entry in register)
        if whole or heirs:
            return None
    owners = dict(zip(site.by_permalink, site.by_path, strict=True))
    if any(owners.get(entry.address, entry.file) != entry.file for entry in register):
        return None  # of what was there before, the title is told
    return tuple(
        replace(entry, title=_line(titles[entry.file])) if entry.file in titles else entry
        for entry in register
    )


def _today(site: Site) -> Iterator[Entry]:
    for article in site.articles:
        yield _entry(article.permalink, article)
    for alias, index in site.aliases.items():
        yield _entry(alias, site.articles[index])
    for terms in site.taxonomies.values():
        for term in terms:
            yield Entry(address=term.path, file="", date="", title=_line(term.name))


def _entry(address: str, article: Article) -> Entry:
    facts = article.facts
    return Entry(
        address=address,
        file=facts.path,
        date=facts.front.date.isoformat(),
        title=_line(facts.front.title),
    )


def _heirs(site: Site, register: Sequence[Entry]) -> Callable[[Entry], int | None]:
    """Who took over from a file that is gone, among tutorials whose address is new."""
    known = {entry.address for entry in register}
    lost = {
        entry.file: entry for entry in register if entry.file and entry.file not in site.by_path
    }
    new = [index for address, index in site.by_permalink.items() if address not in known]
    entries = {index: _entry("", site.articles[index]) for index in new}

    def only(name: str) -> dict[str, int]:
        found, losers = defaultdict(list), defaultdict(list)
        for index, entry in entries.items():
            found[getattr(entry, name)].append(index)
        for entry in lost.values():
            losers[getattr(entry, name)].append(entry)
        return {
            value: indices[0]
            for value, indices in found.items()
            if len(indices) == 1 and len(losers[value]) == 1
        }

    by_title, by_date = only("title"), only("date")
    return lambda entry: by_title.get(entry.title, by_date.get(entry.date))


def _line(text: str) -> str:
    return " ".join(text.split())


def _broken(number: int) -> Problem:
    return Problem(
        code="register-broken",
        message="This line is none of the register's",
        hint="After a merge, keep the lines of both sides and delete the marks between.",
        path=REGISTER,
        line=number,
    )


def _no_address(entry: Entry) -> Problem:
    return Problem(
        code="register-broken",
        message=f"“/{entry.address}” is no address of this site",
        hint="Delete the line.",
        path=REGISTER,
    )


def _gone(entry: Entry) -> Problem:
    return Problem(
        code="address-gone",
        severity=Severity.NOTE,
        message=f"/{entry.address} was “{entry.title}”, and {entry.file} is not published any more",
        hint="Name the address in the aliases of the tutorial that takes its place.",
        path=REGISTER,
    )


def _reused(entry: Entry, owner: str) -> Problem:
    return Problem(
        code="address-reused",
        severity=Severity.WARNING,
        message=f"/{entry.address} was “{entry.title}” ({entry.file}), and is now {owner}",
        hint="Give the new one another slug; if it is meant so, delete the line of the old one.",
        path=REGISTER,
    )
