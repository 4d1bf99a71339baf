"""Site paths to addresses: relative to a page, or absolute."""

from urllib.parse import quote

SAFE = "/~!$&'()*+,;=:@-._"


def root_of(path: str) -> str:
    """Prefix from the page at site path `path` to the root: `../../` for `python/asyncio/`."""
    return "../" * path.count("/") or "./"


def relative(root: str, path: str) -> str:
    """Address of site path `path` on a page whose prefix to the root is `root`."""
    return root + quote(path, safe=SAFE)


def absolute(base_url: str, path: str) -> str:
    """Address of site path `path` on the deployed site; from its root when that is not known."""
    return (base_url or "/") + quote(path, safe=SAFE)


def base_path(base_url: str) -> str:
    """`/archive/` of `https://example.org/archive/`; `/` when the address is not known."""
    _, _, rest = base_url.partition("://")
    _, slash, path = rest.partition("/")
    return slash + path if slash else "/"
