"""E-mail newsletters: an .eml file (RFC 5322) as an article. The HTML part is taken before the plain one."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime
from typing import Any

from onrecord.ingest.text import Unreadable
from onrecord.model import Document

_BOILERPLATE = re.compile(
    r"\b(?:unsubscribe|manage (?:your )?(?:preferences|subscriptions?)|view (?:this (?:e-?mail|newsletter) )?in "
    r""
    r"(?:your |a )?browser|you (?:are receiving|received|get|got) this (?:e-?mail|newsletter|message)|was this "
    r"(?:e-?mail )?forwarded"
    r"|forward(?:ed)? (?:this|to a friend)|update your preferences|privacy policy|all rights reserved|sign up here|"
    r"having trouble viewing|add us to your address book|sent (?:to you )?by)\b",
    re.IGNORECASE,
)
_SHORT = 300
"""Code points of the longest paragraph that can be boilerplate."""


def mail(data: bytes, name: str) -> Document:
    """The document of a message: title from the subject, outlet from the sender's name, date from its header. Raises
    Unreadable."""
    from onrecord.ingest import document, received

    message = message_from_bytes(data, policy=default)
    if not isinstance(message, EmailMessage) or not (message.get("From") or message.get("Subject")):
        raise Unreadable(f"{name} is no e-mail")
    facts: dict[str, Any] = {
        "title": _header(message, "Subject"),
        "outlet": _sender(message),
        "published": _day(message),
    }
    html, plain = _part(message, "html"), _part(message, "plain")
    found = None
    if html:
        try:
            found = received(html.encode("utf-8", "replace"), f"{name}.html", **facts)
        except Unreadable:
            if not plain:
                raise
    if found is None:
        if not plain:
            raise Unreadable(f"{name} has no text")
        found = document(plain, **facts)
    kept = [span.of(found.text) for span in found.paragraphs if not _is_boilerplate(span.of(found.text))]
    if not kept:
        raise Unreadable(f"{name} has no text besides what newsletters say of themselves")
    return document(
        "\n\n".join(kept),
        title=found.title,
        outlet=found.outlet,
        authors=found.authors,
        url=found.url,
        published=found.published,
        language=found.language,
    )


def _is_boilerplate(paragraph: str) -> bool:
    return len(paragraph) <= _SHORT and _BOILERPLATE.search(paragraph) is not None


def _part(message: EmailMessage, kind: str) -> str | None:
    part = message.get_body(preferencelist=(kind,))
    if part is None:
        return None
    try:
        content = part.get_content()
    except (LookupError, ValueError, UnicodeError):
        payload = part.get_payload(decode=True)
        content = payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
    return content if isinstance(content, str) and content.strip() else None


def _header(message: EmailMessage, name: str) -> str | None:
    value = message.get(name)
    return " ".join(str(value).split()) or None if value else None


def _sender(message: EmailMessage) -> str | None:
    try:
        addresses = message["From"].addresses if message["From"] else ()
    except (AttributeError, IndexError, ValueError):
        return None
    return next((address.display_name or address.domain or None for address in addresses), None)


def _day(message: EmailMessage) -> str | None:
    try:
        return parsedate_to_datetime(str(message["Date"])).date().isoformat() if message["Date"] else None
    except (TypeError, ValueError, IndexError):
        return None
