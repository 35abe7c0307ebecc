"""Fetching a page: the one place of the package that opens an address on the network.

An address comes from a user, or from a page that a user did not write (a redirect), so each one is checked: only http
and https, no credentials, no address inside the user's own network unless allowed. The name is resolved once and the
connection made to the very address that was checked, since a second look-up could give another (DNS rebinding).
Proxies of the environment are not used: they would do a look-up of their own.
"""

from __future__ import annotations

import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPException
from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from onrecord.ingest.text import Unreadable

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse
    from urllib3.util import Url

SECONDS = 30.0
"""Time in all for one fetch: look-ups, redirects, the last byte."""
LARGEST_ANSWER = 20_000_000
"""Bytes, after decompression."""
MOST_REDIRECTS = 5

HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
READABLE_TYPES = HTML_TYPES | {"text/plain"}

Resolver = Callable[[str, int], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server sent: ``url`` is where the redirects ended; media type and charset are in lower case, None where
    the server does not say."""

    data: bytes
    url: str
    media_type: str | None
    charset: str | None


class StatusError(Unreadable):
    """The server answered with another ``status`` than 200."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


class _OutOfTimeError(Exception):
    """The time for the fetch is over."""


def resolve(host: str, port: int) -> list[str]:
    """The host's IP addresses, by the system's resolver. Decimal, octal and hexadecimal forms of an address too."""
    return list(dict.fromkeys(str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


def is_public(address: str) -> bool:
    """Is the IP address one of the public internet's? An IPv6 address that stands for an IPv4 one is as public as
    that: mapped (RFC 4291), NAT64 (RFC 6052), 6to4 (RFC 3056)."""
    ip = ip_address(address)
    if isinstance(ip, IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if ip in IPv6Network("64:ff9b::/96"):
            inner = ip_address(int(ip) & 0xFFFF_FFFF)  # type: ignore[assignment]
        if inner is not None:
            return is_public(str(inner))
        if ip not in IPv6Network("2000::/3"):
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_link_local)


def fetch(
    url: str,
    *,
    allowed: Callable[[str], bool] = is_public,
    seconds: float = SECONDS,
    most_bytes: int = LARGEST_ANSWER,
    types: frozenset[str] = READABLE_TYPES,
    resolver: Resolver = resolve,
) -> Answer:
    """Get a page, HTML or plain text unless ``types`` says otherwise. ``allowed`` says which IP addresses may be
    connected to.

    Raises Unreadable for an address that is not allowed, a failed connection, any status but 200, another content
    type, more than ``most_bytes`` (decompressed), more than five redirects, or more than ``seconds`` in all.
    """
    from urllib3.exceptions import HTTPError

    deadline = time.monotonic() + seconds
    address, name = url, _shown(url)
    try:
        for _ in range(MOST_REDIRECTS + 1):
            target = _target(address)
            addresses = _allowed(target, allowed, resolver, deadline)
            with _response(target, addresses, deadline) as response:
                location = response.headers.get("Location")
                if response.status not in (301, 302, 303, 307, 308) or location is None:
                    return _answer(response, target.url, name, most_bytes, types)
            address = _joined(target.url, location)
    except _OutOfTimeError:
        raise Unreadable(f"{name} took longer than {seconds:g} seconds") from None
    except _RefusedError as error:
        where = name if address == url else f"{name} redirects to {_shown(address)}, which"
        raise Unreadable(f"{where} {error}") from None
    except (OSError, HTTPException, HTTPError) as error:
        raise Unreadable(f"{name} could not be fetched: {_reason(error)}") from None
    raise Unreadable(f"{name} redirects more than {MOST_REDIRECTS} times")


class _RefusedError(Exception):
    """An address that is not to be opened; the message goes after its name."""


def _shown(address: str) -> str:
    """The address for a message: on one line, without a password."""
    address = re.sub(r"//[^/?#]*@", "//", address)
    return address if address.isprintable() else ascii(address)


def _joined(base: str, location: str) -> str:
    try:
        return urljoin(base, location)
    except ValueError:
        return location  # which is then refused for what it is


def _target(address: str) -> Url:
    from urllib3.exceptions import LocationParseError
    from urllib3.util import parse_url

    try:
        target = parse_url(address)
    except LocationParseError:
        raise _RefusedError("is not a valid address") from None
    if target.scheme not in ("http", "https"):
        raise _RefusedError("is not an http or https address")
    if target.auth is not None:
        raise _RefusedError("has a user name in it, which is not sent")
    if not target.host:
        raise _RefusedError("is not a valid address")
    return target._replace(fragment=None)


def _allowed(target: Url, allowed: Callable[[str], bool], resolver: Resolver, deadline: float) -> list[str]:
    """The IP addresses of the target's host that may be connected to, at least one."""
    host, port = (target.host or "").strip("[]"), _port(target)
    found: list[str] = []
    failure: list[BaseException] = []

    def look_up() -> None:
        try:
            found.extend(resolver(host, port))
        except (OSError, UnicodeError) as error:
            failure.append(error)

    # The system's look-up has no time limit of its own; in a thread, it can be left behind.
    thread = threading.Thread(target=look_up, daemon=True)
    thread.start()
    thread.join(max(0.0, deadline - time.monotonic()))
    if thread.is_alive():
        raise _OutOfTimeError
    if failure or not found:
        raise _RefusedError(f"could not be fetched: no such host as {host}")
    addresses = [address for address in found if allowed(address)]
    if not addresses:
        raise _RefusedError(f"is on a private network ({found[0]}); use --allow-private to read it")
    return addresses


def _port(target: Url) -> int:
    return target.port or (443 if target.scheme == "https" else 80)


@contextmanager
def _response(target: Url, addresses: Sequence[str], deadline: float) -> Iterator[BaseHTTPResponse]:
    """GET the target from one of the addresses; the body is still to be read."""
    from urllib3.connection import HTTPConnection, HTTPSConnection

    from onrecord import __version__

    plain = _connect(addresses, _port(target), deadline)
    # A timeout on a socket counts from the last byte. So that a server that sends a byte now and then cannot go on for
    # ever, the socket's other handle shuts the connection down at the deadline, whatever is being waited for.
    handle = plain.dup()
    late = threading.Event()

    def shut_down() -> None:
        late.set()
        with suppress(OSError):
            handle.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(max(0.0, deadline - time.monotonic()), shut_down)
    timer.daemon = True
    timer.start()
    stream = plain
    try:
        connection: HTTPConnection
        if target.scheme == "https":
            context = ssl.create_default_context()
            stream = context.wrap_socket(plain, server_hostname=(target.host or "").strip("[]"))
            connection = HTTPSConnection(target.host or "", _port(target))
        else:
            connection = HTTPConnection(target.host or "", _port(target))
        connection.sock = stream
        connection.auto_open = 0  # a new connection would do a look-up of its own
        connection.request(
            "GET",
            target.request_uri,
            headers={
                "User-Agent": f"Mozilla/5.0 (compatible; onrecord/{__version__})",
                "Accept": "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.1",
                "Accept-Encoding": "gzip",
                "Connection": "close",
            },
            preload_content=False,
        )
        with connection.getresponse() as response:
            yield response
        # A connection that was shut down reads like one that ended.
        if late.is_set():
            raise _OutOfTimeError
    except Exception:
        if late.is_set():
            raise _OutOfTimeError from None
        raise
    finally:
        timer.cancel()
        handle.close()
        stream.close()


def _connect(addresses: Sequence[str], port: int, deadline: float) -> socket.socket:
    failure: OSError = OSError("no address")
    for tried, address in enumerate(addresses):
        left = deadline - time.monotonic()
        if left <= 0:
            raise _OutOfTimeError
        try:
            return socket.create_connection((address, port), timeout=left / (len(addresses) - tried))
        except OSError as error:
            failure = error
    if isinstance(failure, TimeoutError) and time.monotonic() >= deadline:
        raise _OutOfTimeError
    raise failure


def _answer(response: BaseHTTPResponse, address: str, name: str, most_bytes: int, types: frozenset[str]) -> Answer:
    """The response read to its end, if it is one that can be."""
    if response.status != 200:
        raise StatusError(f"{name} answered {response.status} {response.reason or ''}".rstrip(), response.status)
    media_type, _, parameters = response.headers.get("Content-Type", "").partition(";")
    media_type = media_type.strip().lower()
    if media_type and media_type not in types:
        raise Unreadable(f"{name} is {media_type!r}, not HTML or plain text")
    encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding not in ("identity", "gzip", "x-gzip", "deflate"):
        raise Unreadable(f"{name} is compressed with {encoding!r}, which was not asked for")
    data = bytearray()
    for chunk in response.stream(2**14, decode_content=True):
        data += chunk
        if len(data) > most_bytes:
            raise Unreadable(f"{name} is larger than {most_bytes:,} bytes")
    charset = re.search(r"charset\s*=\s*\"?([\w.:-]+)", parameters, re.IGNORECASE)
    return Answer(bytes(data), address, media_type or None, charset[1].lower() if charset else None)


def _reason(error: BaseException) -> str:
    """One line on what went wrong, in the words of the system where it has some."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not valid ({error.verify_message})"
    if isinstance(error, TimeoutError):
        return "the connection timed out"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return f"the server's answer is broken ({type(error).__name__})"
