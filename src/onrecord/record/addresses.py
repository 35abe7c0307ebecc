"""Web addresses: which of them mean the same page."""

from __future__ import annotations

import re
from urllib.parse import urlsplit, urlunsplit

# Parameters by which a link's spreading is followed and that never change the page.
_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|igshid|mc_cid|mc_eid|_ga|_gl|ref_src|cmpid|smid"
    r"|ns_campaign|ns_mchannel|ns_source|s_cid|__twitter_impression|outputtype)=.*",
    re.IGNORECASE,
)
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}


def canonical(url: str) -> str:
    """The form that all addresses of a page have in common: https, the host in small letters, without the default port,
    the fragment, tracking parameters and the slash at the end. What is no http(s) address stays as it is."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url.strip()
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORTS or not parts.netloc:
        return url.strip()
    host = parts.netloc.lower().removesuffix(_DEFAULT_PORTS[scheme])
    query = "&".join(part for part in parts.query.split("&") if part and not _TRACKING.fullmatch(part))
    return urlunsplit(("https", host, parts.path.rstrip("/"), query, ""))
