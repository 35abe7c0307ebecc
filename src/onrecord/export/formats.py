"""The formats in which one reading can be had, by name. docs/formats.md says what each can't hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from onrecord.model import Reading

if TYPE_CHECKING:
    from onrecord.record.judgements import Judgement

FORMATS = {
    "json": "One JSON object, with everything (docs/json.md).",
    "html": "One self-contained page.",
    "web-annotation": "W3C Web Annotations in JSON-LD, positions in code points.",
    "web-annotation-utf16": "The same with positions in UTF-16 code units, for browsers.",
    "brat": "The .ann file of brat; with -o FILE.ann also FILE.txt and annotation.conf.",
    "columns": "CoNLL-U Plus, a token a line.",
    "cas": "UIMA CAS in XMI, which INCEpTION imports; with -o FILE.xmi also TypeSystem.xml.",
    "schema-org": "schema.org's Quotation, Claim and NewsArticle in JSON-LD.",
    "prov": "PROV-O in JSON-LD: which reader or person made what.",
    "ftm": "FollowTheMoney entities, a JSON object a line.",
}
"""Each format's name and what it is."""


def written(
    reading: Reading, name: str, *, refs: dict[str, str] | None = None, judgements: Sequence[Judgement] = ()
) -> dict[str, bytes]:
    """The reading in that format: the bytes by the suffix of a file, the main one first; names that begin with "/" are
    of files beside it. ``refs`` are the record's names of the statements. Raises Unreadable where a library is
    missing."""
    text: Callable[[], str]
    if name == "json":
        text = partial(_of("json", "dumps"), reading)
    elif name == "html":
        return {".html": str(_of("page", "render")(reading)).encode("utf-8", "xmlcharrefreplace")}
    elif name.startswith("web-annotation"):
        unit = "UTF-16 code units" if name.endswith("utf16") else "code points"
        text = partial(_of("web_annotation", "web_annotation"), reading, unit=unit, refs=refs)
    elif name == "brat":
        from onrecord.export.brat import CONFIGURATION, brat

        return {
            ".ann": _bytes(brat(reading, refs=refs)),
            ".txt": _bytes(reading.document.text),
            "/annotation.conf": _bytes(CONFIGURATION),
        }
    elif name == "cas":
        from onrecord.export.cas import cas

        xmi, types = cas(reading, refs=refs)
        return {".xmi": xmi, "/TypeSystem.xml": types}
    elif name == "prov":
        text = partial(_of("provenance", "provenance"), reading, refs=refs, judgements=judgements)
    elif name == "ftm":
        text = partial(_of("follow_the_money", "follow_the_money"), reading)
    else:
        module = name.replace("-", "_")
        text = partial(_of(module, module), reading)
    suffix = {"columns": ".conllup", "ftm": ".ftm.json", "json": ".json"}.get(name, ".jsonld")
    return {suffix: _bytes(text())}


def _of(module: str, function: str) -> Callable[..., str]:
    found: Callable[..., str] = getattr(import_module(f"onrecord.export.{module}"), function)
    return found


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")
