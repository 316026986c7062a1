"""Which address of this machine another device can reach."""

import ipaddress
import socket
from urllib.parse import urlsplit, urlunsplit

# Reserved for documentation: nothing is sent there; the system only says by which of its addresses it would go.
ELSEWHERE = ("192.0.2.1", 9)


def lan_address() -> str | None:
    """This machine's address on its network, or None where it has none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(ELSEWHERE)
            found = probe.getsockname()[0]
        except (OSError, RuntimeError):  # a network that is not there, or a test that may not leave this machine
            return None
    return None if is_only_here(found) else str(found)


def is_only_here(host: str) -> bool:
    """True for a name or address that means this machine itself, whoever asks."""
    name = host.strip("[]").lower()
    if name in ("", "localhost"):
        return True
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def for_a_phone(url: str) -> str | None:
    """The same address as another device on this network writes it; None where no other device can come here."""
    parts = urlsplit(url)
    if not is_only_here(parts.hostname or ""):
        return url
    # A server that listens on this machine alone answers nobody else, whatever the machine is called.
    address = lan_address() if is_any_address(parts.hostname or "") else None
    if address is None:
        return None
    return urlunsplit(parts._replace(netloc=f"{address}:{parts.port}" if parts.port else address))


def is_any_address(host: str) -> bool:
    """True for the address that stands for all of this machine's addresses."""
    return host.strip("[]") in ("0.0.0.0", "::")  # noqa: S104 (compared with, not listened on)
