"""Which addresses of machines a fetch may connect to. Pure: names are resolved elsewhere.

In: the text of an IP address, as a resolver gives it. Out: why it is refused, or nothing. Since
judging comes after resolving, decimal, octal and other notations of a host need no care here.
"""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final

_TRANSLATED: Final = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
"""NAT64 (RFC 6052, RFC 8215): the last four bytes are an IPv4 address."""

_RESERVED: Final = tuple(
    ip_network(block) for block in ("192.0.0.0/24", "192.88.99.0/24", "3fff::/20", "5f00::/16")
)
"""Of the IANA special-purpose registries; versions of Python differ about them."""

_COMPATIBLE: Final = IPv6Network("::/96")


def refusal_of(address: str) -> str:
    """Why a connection to `address` is refused; empty for addresses of the public internet."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return "is no address"
    if found.is_loopback or found.is_unspecified:
        return "is this machine itself"
    if found.is_link_local:
        return "is a link-local address"
    if found.is_multicast:
        return "is a multicast address"
    inner = _inner(found)
    if inner is not None:
        return refusal_of(str(inner))
    is_public = found.is_global and not any(found in network for network in _RESERVED)
    return "" if is_public else "is an address of a private or reserved network"


def _inner(address: IPv4Address | IPv6Address) -> IPv4Address | None:
    """The IPv4 address within an IPv6 one, by any of the ways to carry it."""
    if isinstance(address, IPv4Address):
        return None
    if address.ipv4_mapped or address.sixtofour:
        return address.ipv4_mapped or address.sixtofour
    if address.teredo:
        return address.teredo[1]
    if address in _COMPATIBLE or any(address in network for network in _TRANSLATED):
        return IPv4Address(address.packed[-4:])
    return None
