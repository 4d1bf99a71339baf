"""The theme's own files: which there are, and at which hashed address each is served.

All of them live in one folder whose name carries one digest, so that scripts can import each other
by relative address and a page can never meet scripts of another build.
"""

from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256

from msgspec import Struct

from generator.model import Output
from generator.render import folder
from generator.render.minimising import minimised
from generator.render.modules import joined
from generator.render.renaming import renamed
from generator.render.views import AssetsView

_ROOTS = ("css/", "js/", "img/")
_STYLE, _SITE_STYLE = "css/style.css", "css/site.css"
_NAMED = ("head.js", "main.js", "search/index.js")
"""Scripts that pages name."""


class Assets(Struct, frozen=True, kw_only=True):
    """Files of the theme as outputs, and their addresses for templates."""

    outputs: tuple[Output, ...]
    view: AssetsView


def assets(files: Mapping[str, bytes]) -> Assets:
    """`files`: path under the theme's assets/ (`css/style.css`, `js/search/index.js`) to bytes.

    Rules of the site itself, in `css/site.css`, are published at the end of the theme's style
    sheet: a site changes a colour without a copy of the whole sheet and without a request more.
    The same files are worked on once in the life of a process.
    """
    return _made(tuple(sorted(files.items())))


@lru_cache(maxsize=2)
def _made(theme: tuple[tuple[str, bytes], ...]) -> Assets:
    files = dict(theme)
    if rules := files.pop(_SITE_STYLE, b""):
        files[_STYLE] = b"\n".join([files[_STYLE], rules])
    named = _published({_flat(path): files[path] for path in sorted(files)})
    digest = sha256()
    for path, data in named.items():
        digest.update(f"{path}\0{len(data)}\0".encode() + data)
    root = f"assets/{digest.hexdigest()[:10]}/"
    return Assets(
        outputs=tuple(Output(path=root + path, data=data) for path, data in named.items()),
        view=AssetsView(
            css=root + "style.css",
            head_js=root + "head.js",
            main_js=root + "main.js",
            search_js=root + "search/index.js",
            icon=root + "icon.svg",
        ),
    )


def _published(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Files as readers get them: scripts joined where one alone needs others, and made small."""
    scripts = {name: data.decode() for name, data in files.items() if name.endswith(".js")}
    made = {name: minimised(renamed(text)) for name, text in joined(scripts, _NAMED).items()}
    made[folder.NAME] = folder.bundle(scripts)
    others = {name: data for name, data in files.items() if name not in scripts}
    return dict(sorted((others | {name: text.encode() for name, text in made.items()}).items()))


def _flat(path: str) -> str:
    for root in _ROOTS:
        path = path.removeprefix(root)
    return path
