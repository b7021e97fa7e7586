"""To which machines a request may go: the addresses that a host has, each looked at before it is connected to."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Sequence

Resolver = Callable[[str, int], Sequence[str]]
"""Returns the addresses of a host, as text; raises :class:`OSError` where it has none."""
_EMBEDDING = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))
"""Networks of IPv6 whose addresses end in one of IPv4 (RFC 6052, RFC 8215)."""


class WebError(Exception):
    """A request that failed or may not be made. Its text completes "cannot be fetched:". ``is_gone``: for good."""

    def __init__(self, what: str, *, is_gone: bool = False) -> None:
        super().__init__(what)
        self.is_gone = is_gone


def resolve(host: str, port: int) -> Sequence[str]:
    """Return the addresses of a host, as the system knows them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def public_addresses(host: str, port: int, resolver: Resolver = resolve) -> Sequence[str]:
    """Return the addresses of a host, all of which are on the public internet.

    The request is to go to one of these and not to the name, which may lead elsewhere when it is resolved again.

    Raises:
        WebError: the host has no address, or one that is not public.
    """
    addresses = known_addresses(host, port, resolver)
    for address in addresses:
        if not is_public(address):
            raise WebError(f"{host} is at {address}, which is not an address of the public internet")
    return addresses


def known_addresses(host: str, port: int, resolver: Resolver = resolve) -> Sequence[str]:
    """Return the addresses of a host, wherever they lead.

    Raises:
        WebError: it has none.
    """
    try:
        addresses = resolver(host, port)
    except (OSError, UnicodeError) as error:
        is_gone = isinstance(error, socket.gaierror) and error.errno == socket.EAI_NONAME
        raise WebError(f"there is no host {host}", is_gone=is_gone) from None
    if not addresses:
        raise WebError(f"there is no host {host}", is_gone=True)
    return addresses


def is_public(address: str) -> bool:
    """Return whether an address is one of the public internet, and so is what it may stand for.

    >>> is_public("93.184.216.34"), is_public("127.0.0.1"), is_public("10.0.0.7"), is_public("169.254.169.254")
    (True, False, False, False)
    >>> is_public("::ffff:127.0.0.1"), is_public("64:ff9b::a00:1"), is_public("fe80::1%eth0"), is_public("ff02::1")
    (False, False, False, False)
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    inner = _embedded(found) if isinstance(found, ipaddress.IPv6Address) else ()
    return all(one.is_global and not one.is_multicast for one in (inner or (found,)))


def _embedded(address: ipaddress.IPv6Address) -> Sequence[ipaddress.IPv4Address]:
    """Return the addresses of IPv4 that one of IPv6 leads to: mapped, 6to4, Teredo, NAT64."""
    if any(address in network for network in _EMBEDDING):
        return (ipaddress.IPv4Address(int(address) & 0xFFFFFFFF),)
    known = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    return tuple(one for one in known if one)
