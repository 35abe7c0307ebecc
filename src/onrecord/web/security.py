"""What every request passes before a page or the API sees it, and what every answer carries.

Other sites can make a browser send requests to this machine. So: the Host header has to be one of the room's own (a
name that another site points to this machine is refused: DNS rebinding); a request that changes something has to come
from the room's own pages (Origin, Sec-Fetch-Site) and to bring the session's token, or be JSON, which no other site can
send without asking first (CORS, which is never granted). No page may load or run anything that isn't the room's own
(Content-Security-Policy, level 3), so markup that gets past the escaping is still dead.
"""

from __future__ import annotations

import base64
import ipaddress
import secrets
from http.cookies import CookieError, SimpleCookie

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.web.room import Room

LARGEST_BODY = 10_000_000
"""Bytes of a request."""

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # with "no-referrer" browsers send no Origin with a form either
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
COOKIE = "onrecord"
_SAFE = ("GET", "HEAD", "OPTIONS")
_FREE = ("/login", "/static/")


class Guard:
    """The middleware that does it."""

    def __init__(self, app: ASGIApp, room: Room) -> None:
        self.app = app
        self.room = room

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        session, fresh = _session(headers)
        scope["session_id"], scope["author"] = session, self.room.author
        refusal = self._refusal(scope, headers) or await self._closed(scope, headers, session)
        answer = _sending(send, session if fresh else None, scope["path"])
        await (refusal or self.app)(scope, receive, answer)

    def _refusal(self, scope: Scope, headers: Headers) -> Response | None:
        host = headers.get("host", "")
        if len(headers.getlist("host")) != 1 or not self._is_ours(host):
            return _refused(scope, 421, "This address is not the reading room's.")
        if scope["method"] in _SAFE:
            return None
        origin = headers.get("origin")
        if origin is not None and origin not in (f"http://{host}", f"https://{host}"):
            return _refused(scope, 403, "This request comes from another site.")
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return _refused(scope, 403, "This request comes from another site.")
        media = headers.get("content-type", "").split(";")[0].strip().lower()
        if scope["path"].startswith("/api/") and media != "application/json":
            return _refused(scope, 415, "The API takes JSON: Content-Type: application/json.")
        return None

    def _is_ours(self, host: str) -> bool:
        name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
        if name.strip("[]").lower() in self.room.hosts:
            return True
        if self.room.doors.open:
            return False
        try:  # a number can't be pointed anywhere else, as a name can
            ipaddress.ip_address(name.strip("[]"))
        except ValueError:
            return False
        return True

    async def _closed(self, scope: Scope, headers: Headers, session: str) -> Response | None:
        doors = self.room.doors
        if doors.open or scope["path"].startswith(_FREE):
            return None
        name = doors.name(session) or await run_in_threadpool(self._by_password, headers)
        if name is not None:
            scope["author"] = name
            return None
        if scope["path"].startswith("/api/"):
            return JSONResponse({"detail": "a password is needed"}, 401, {"WWW-Authenticate": "Basic"})
        return RedirectResponse("/login", 303)

    def _by_password(self, headers: Headers) -> str | None:
        """Who sends the name and password along (RFC 7617), as programs do."""
        kind, _, value = headers.get("authorization", "").partition(" ")
        if kind.lower() != "basic":
            return None
        try:
            name, _, password = base64.b64decode(value, validate=True).decode().partition(":")
        except ValueError:
            return None
        session = self.room.doors.enter(name, password) if name.strip() else None
        if session is None:
            return None
        self.room.doors.leave(session)
        return name.strip()


def _session(headers: Headers) -> tuple[str, bool]:
    """The session's id, and whether it is a new one."""
    try:
        cookie = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        cookie = None
    if cookie is not None and 16 <= len(cookie.value) <= 64 and cookie.value.isascii():
        return cookie.value, False
    return secrets.token_urlsafe(24), True


def cookie(session: str) -> str:
    """The header that sets a session's cookie: out of reach of scripts, and never sent along from other sites."""
    return f"{COOKIE}={session}; Path=/; HttpOnly; SameSite=Strict"


def _sending(send: Send, session: str | None, path: str) -> Send:
    async def answer(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            if not path.startswith("/static/"):
                headers["Cache-Control"] = "no-store"
                if session is not None and "set-cookie" not in headers:
                    headers.append("Set-Cookie", cookie(session))
        await send(message)

    return answer


def _refused(scope: Scope, status: int, reason: str) -> Response:
    if scope["path"].startswith("/api/"):
        return JSONResponse({"detail": reason}, status)
    return PlainTextResponse(reason, status)
