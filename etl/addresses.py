"""Addresses: what may be told of one, where a redirect leads, what is this machine."""

from ipaddress import ip_address
from urllib.parse import urljoin, urlsplit

NONE = "an address that is none"


def told(address: str) -> str:
    """Return what may be told of an address: scheme, host, port and path; no name, password or query."""
    try:
        parts = urlsplit(address)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return NONE
    return f"{parts.scheme}://{parts.hostname or ''}{port}{parts.path[:60]}"


def host_of(address: str) -> str:
    """Return the host's name or number, '' for what is no address of the web."""
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018 - raises for a port that is none
    except ValueError:
        return ""
    return (parts.hostname or "") if parts.scheme in ("http", "https") else ""


def is_loopback(host: str) -> bool:
    """Return whether a host's name or number is this machine."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def goal(address: str, location: str) -> str:
    """Return where a redirect leads; what is no address leads to none."""
    try:
        return urljoin(address, location)
    except ValueError:
        return ""


def same_host(address: str, other: str) -> bool:
    """Return whether a redirect to `other` stays at its host and does not fall back from https to http."""
    try:
        here, there = urlsplit(address), urlsplit(other)
        same = (here.hostname, here.port) == (there.hostname, there.port)
    except ValueError:
        return False
    return same and (there.scheme == here.scheme or (here.scheme, there.scheme) == ("http", "https"))
