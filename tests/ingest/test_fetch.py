"""Fetching: against a real server on this machine, every way in which an address can be wrong or a server hostile."""

from __future__ import annotations

import gzip
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

import pytest

from onrecord.ingest.fetch import Answer, fetch, is_public
from onrecord.ingest.text import Unreadable

HTML = "<html><body><p>“Yes,” said Ada.</p></body></html>".encode()


class Handler(BaseHTTPRequestHandler):
    """What the test server does at each path."""

    def log_message(self, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        path, _, argument = self.path.partition("?")
        match path:
            case "/article":
                self.answer(HTML, "Text/HTML; Charset=ISO-8859-1")
            case "/who":
                self.answer(f"{self.headers['Host']} {self.headers['User-Agent']}".encode(), "text/plain")
            case "/plain":
                self.answer(b"Plain.", "text/plain")
            case "/untyped":
                self.answer(HTML, None)
            case "/type":
                self.answer(b"%PDF-1.4", argument)
            case "/gzip":
                self.answer(gzip.compress(HTML), "text/html", {"Content-Encoding": "gzip"})
            case "/bomb":
                self.answer(gzip.compress(bytes(50_000_000)), "text/html", {"Content-Encoding": "gzip"})
            case "/brotli":
                self.answer(b"\x0b\x02\x80", "text/html", {"Content-Encoding": "br"})
            case "/not-gzip":
                self.answer(b"nonsense", "text/html", {"Content-Encoding": "gzip"})
            case "/large":
                self.answer(bytes(300_000), "text/html")
            case "/short":
                self.answer(HTML, "text/html", {"Content-Length": "9999"})
            case "/hops":
                left = int(argument)
                self.redirect(f"/hops?{left - 1}" if left else "/article")
            case "/loop":
                self.redirect("/loop")
            case "/to":
                self.redirect(unquote(argument))
            case "/silent":
                time.sleep(3)
            case "/drip":
                self.drip(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"<p>")
            case "/drip-headers":
                self.drip(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n")
            case "/garbage":
                self.wfile.write(b"220 mail.example ESMTP\r\n")
            case "/hang-up":
                self.connection.shutdown(socket.SHUT_RDWR)
            case _:
                self.send_error(404)

    def answer(self, body: bytes, media_type: str | None, headers: dict[str, str] | None = None) -> None:
        self.send_response(200)
        for name, value in ({"Content-Length": str(len(body))} | (headers or {})).items():
            self.send_header(name, value)
        if media_type is not None:
            self.send_header("Content-Type", media_type)
        self.end_headers()
        self.wfile.write(body)

    def redirect(self, location: str) -> None:
        self.send_response(302)
        self.send_header("Location", location)
        self.end_headers()

    def drip(self, start: bytes, drop: bytes) -> None:
        self.wfile.write(start)
        for _ in range(60):
            self.wfile.write(drop)
            self.wfile.flush()
            time.sleep(0.05)


class QuietServer(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that go away are what is tested here."""


def serve(context: ssl.SSLContext | None = None) -> Iterator[str]:
    server = QuietServer(("127.0.0.1", 0), Handler)
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield f"127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    yield from serve()


def get(address: str, seconds: float = 5.0) -> Answer:
    return fetch(address, allowed=lambda _: True, seconds=seconds)


def refusal(address: str, allowed: Callable[[str], bool] = lambda _: True, seconds: float = 5.0) -> str:
    with pytest.raises(Unreadable) as caught:
        fetch(address, allowed=allowed, seconds=seconds)
    message = str(caught.value)
    assert "\n" not in message
    return message


# What is read


def test_a_page_comes_with_its_address_type_and_charset(host: str) -> None:
    answer = get(f"http://{host}/article#top")
    assert answer == Answer(HTML, f"http://{host}/article", "text/html", "iso-8859-1")


def test_plain_text_and_pages_without_a_type_are_taken(host: str) -> None:
    assert get(f"http://{host}/plain").media_type == "text/plain"
    assert get(f"http://{host}/untyped").media_type is None


def test_a_compressed_page_is_decompressed(host: str) -> None:
    assert get(f"http://{host}/gzip").data == HTML


def test_five_redirects_are_followed(host: str) -> None:
    assert get(f"http://{host}/hops?4").url == f"http://{host}/article"


def test_the_server_is_told_the_name_and_who_asks(host: str) -> None:
    port = host.split(":")[1]
    asked: list[tuple[str, int]] = []

    def resolver(name: str, port: int) -> list[str]:
        asked.append((name, port))
        return ["127.0.0.1"]

    answer = fetch(f"http://news.example:{port}/who", allowed=lambda _: True, resolver=resolver)
    assert answer.url == f"http://news.example:{port}/who"
    assert answer.data.startswith(f"news.example:{port} Mozilla/5.0 (compatible; onrecord/".encode())
    assert asked == [("news.example", int(port))], "the name is looked up once"


def test_where_one_address_of_a_host_is_dead_the_next_is_tried(host: str) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.2", 0))
        address = f"http://news.example:{host.split(':')[1]}/article"
        answer = fetch(address, allowed=lambda _: True, resolver=lambda name, port: ["127.0.0.2", "127.0.0.1"])
    assert answer.data == HTML


# What is refused


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("ftp://news.example/a", "not an http or https address"),
        ("file:///etc/hostname", "not an http or https address"),
        ("javascript://news.example/%0aalert(1)", "not an http or https address"),
        ("http://", "not a valid address"),
        ("http://news.example:99999/", "not a valid address"),
        ("http://new\ns.example/", "not a valid address"),
        ("http://[::1/", "not a valid address"),
        ("http://no-such-host.invalid/", "no such host"),
        (f"http://{'a' * 70}.example/", "no such host"),
    ],
)
def test_other_addresses_are_refused(address: str, reason: str) -> None:
    assert reason in refusal(address)


def test_an_address_with_a_password_is_refused_and_the_password_not_repeated() -> None:
    message = refusal("https://ada:secret@news.example/")
    assert "user name" in message
    assert "secret" not in message


@pytest.mark.parametrize(
    "name",
    ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "0", "[::1]", "[::ffff:127.0.0.1]"],
)
def test_this_machine_is_refused_in_whatever_form_it_is_written(name: str, host: str) -> None:
    message = refusal(f"http://{name}:{host.split(':')[1]}/article", allowed=is_public)
    assert "private network" in message or "no such host" in message


@pytest.mark.parametrize(
    "address",
    [
        *("10.0.0.1", "172.16.0.1", "192.168.1.1", "100.64.0.1", "169.254.169.254", "127.0.0.1", "0.0.0.0"),
        *("224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1"),
        *("::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fec0::1", "ff0e::1", "2001:db8::1"),
        *("::ffff:10.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b:1::1", "2002:7f00:1::", "::127.0.0.1"),
    ],
)
def test_addresses_that_are_not_the_public_internets_are_known(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2002:808:808::"]
)
def test_public_addresses_are_known(address: str) -> None:
    assert is_public(address)


def test_a_public_name_that_leads_inside_is_refused() -> None:
    with pytest.raises(Unreadable, match=r"private network \(10.0.0.7\)"):
        fetch("http://news.example/", resolver=lambda name, port: ["10.0.0.7"])


def test_a_name_cannot_lead_elsewhere_after_it_was_checked(host: str) -> None:
    """DNS rebinding: the page comes from the address that was checked; the second answer is never asked for."""
    answers = iter([["127.0.0.1"], ["127.0.0.2"]])
    page = fetch(
        f"http://news.example:{host.split(':')[1]}/article",
        allowed=lambda address: address == "127.0.0.1",
        resolver=lambda name, port: next(answers),
    )
    assert page.data == HTML
    assert next(answers) == ["127.0.0.2"]


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("http://127.0.0.2/admin", "private network (127.0.0.2)"),
        ("//[::1]/admin", "private network (::1)"),
        ("file:///etc/hostname", "not an http or https address"),
        ("http://ada:secret@news.example/", "user name"),
        ("http://[::1", "not a valid address"),
    ],
)
def test_a_redirect_is_checked_like_an_address(location: str, reason: str, host: str) -> None:
    # The test server stands for the public internet here; nothing else of this machine does.
    with pytest.raises(Unreadable) as caught:
        fetch(f"http://{host}/to?{location}", allowed=lambda address: address == "127.0.0.1")
    message = str(caught.value)
    assert reason in message
    assert message.startswith(f"http://{host}/to?")
    assert "which" in message


@pytest.mark.parametrize("path", ["loop", "hops?5"])
def test_more_than_five_redirects_are_refused(path: str, host: str) -> None:
    assert refusal(f"http://{host}/{path}").endswith("redirects more than 5 times")


@pytest.mark.parametrize("media_type", ["application/pdf", "image/png", "application/json", "application/rss+xml"])
def test_another_content_type_is_refused_by_its_name(media_type: str, host: str) -> None:
    assert f"'{media_type}', not HTML or plain text" in refusal(f"http://{host}/type?{media_type}")


def test_an_error_page_is_not_an_article(host: str) -> None:
    assert refusal(f"http://{host}/gone") == f"http://{host}/gone answered 404 Not Found"


@pytest.mark.parametrize("path", ["large", "bomb"])
def test_too_large_an_answer_is_refused_however_small_it_was_sent(path: str, host: str) -> None:
    with pytest.raises(Unreadable, match="larger than 200,000 bytes"):
        fetch(f"http://{host}/{path}", allowed=lambda _: True, most_bytes=200_000)


@pytest.mark.parametrize("path", ["silent", "drip", "drip-headers"])
def test_a_server_that_takes_its_time_is_given_up_when_time_is_over(path: str, host: str) -> None:
    started = time.monotonic()
    assert refusal(f"http://{host}/{path}", seconds=0.5).endswith("took longer than 0.5 seconds")
    assert time.monotonic() - started < 1.5


def test_a_name_server_that_takes_its_time_is_given_up_too() -> None:
    def resolver(name: str, port: int) -> list[str]:
        time.sleep(2)
        return ["127.0.0.1"]

    started = time.monotonic()
    with pytest.raises(Unreadable, match="took longer"):
        fetch("http://news.example/", resolver=resolver, seconds=0.2)
    assert time.monotonic() - started < 1


@pytest.mark.parametrize("path", ["garbage", "hang-up", "short", "not-gzip"])
def test_a_broken_answer_is_refused(path: str, host: str) -> None:
    assert "could not be fetched: " in refusal(f"http://{host}/{path}")


def test_a_compression_that_was_not_asked_for_is_refused(host: str) -> None:
    assert "compressed with 'br'" in refusal(f"http://{host}/brotli")


def test_a_closed_port_is_refused_in_the_systems_words() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    assert refusal(f"http://127.0.0.1:{port}/").endswith("could not be fetched: Connection refused")


# TLS


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate (with its key) for news.example that only those who are told to will trust."""
    if shutil.which("openssl") is None:
        pytest.skip("needs the openssl command")
    file = tmp_path_factory.mktemp("tls") / "news.pem"
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=news.example"
    outputs = ["-addext", "subjectAltName=DNS:news.example", "-keyout", f"{file}.key", "-out", f"{file}.crt"]
    subprocess.run([*command.split(), *outputs], check=True, capture_output=True)
    file.write_bytes(Path(f"{file}.key").read_bytes() + Path(f"{file}.crt").read_bytes())
    return file


@pytest.fixture(scope="module")
def tls_port(certificate: Path) -> Iterator[str]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    for host in serve(context):
        yield host.split(":")[1]


def get_named(name: str, port: str) -> Answer:
    return fetch(
        f"https://{name}:{port}/article", allowed=lambda _: True, resolver=lambda name, port: ["127.0.0.1"], seconds=5
    )


def test_the_certificate_is_checked_for_the_name_though_an_address_is_connected_to(
    tls_port: str, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert get_named("news.example", tls_port).data == HTML
    with pytest.raises(Unreadable, match=r"certificate is not valid .*Hostname mismatch"):
        get_named("other.example", tls_port)


def test_a_certificate_that_no_one_vouches_for_is_refused(tls_port: str) -> None:
    with pytest.raises(Unreadable, match="certificate is not valid"):
        get_named("news.example", tls_port)
