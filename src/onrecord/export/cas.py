"""A reading as a UIMA CAS (OASIS UIMA 1.0) in XMI, with its type system: what INCEpTION imports as "UIMA CAS XMI".

INCEpTION's own layers are used where they fit: Sentence, Token; statements are spans of a custom layer
(``webanno.custom.Statement``) whose features are the speaker, the form and the record's name, sources and cues spans of
``webanno.custom.Source`` and ``webanno.custom.Cue`` with the name of their statement. Of
a discontinuous span each part is one. The file's offsets are UTF-16 code units, into which cassis turns them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from onrecord.export.columns import tokens_of
from onrecord.ingest import Unreadable
from onrecord.model import Reading, Span
from onrecord.reading.sentences import paragraphs_of, sentence_starts

_SENTENCE = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence"
_TOKEN = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token"
LAYERS = {
    "webanno.custom.Statement": ("ref", "speaker", "form", "part"),
    "webanno.custom.Source": ("ref",),
    "webanno.custom.Cue": ("ref",),
}
"""The custom layers and their features, all of them texts."""


def cas(reading: Reading, *, refs: dict[str, str] | None = None) -> tuple[bytes, bytes]:
    """The XMI and the type system. Raises Unreadable where the library isn't installed."""
    try:
        from cassis import Cas, TypeSystem
    except ImportError:
        raise Unreadable("a CAS needs pip install 'onrecord[annotation]'") from None
    types = TypeSystem()
    made = {name: types.create_type(name=name, supertypeName="uima.tcas.Annotation") for name in (_SENTENCE, _TOKEN)}
    for name, features in LAYERS.items():
        made[name] = types.create_type(name=name, supertypeName="uima.tcas.Annotation")
        for feature in features:
            types.create_feature(domainType=made[name], name=feature, rangeType="uima.cas.String")
    text = "".join(c if c in "\t\n\r" or c >= " " else "\ufffd" for c in reading.document.text)
    text = text.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
    held = Cas(typesystem=types)
    held.sofa_string = text
    held.sofa_mime = "text/plain"

    def put(name: str, spans: Sequence[Span], **values: Any) -> None:
        for number, span in enumerate(spans, 1):
            part = {"part": str(number)} if "part" in LAYERS.get(name, ()) else {}
            held.add(made[name](begin=span.start, end=span.end, **values, **part))

    starts = sentence_starts(text, paragraphs_of(text, reading.document.paragraphs))
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        own = text[start:end].rstrip()
        put(_SENTENCE, [Span(start, start + len(own))] if own else [])
    put(_TOKEN, tokens_of(text))
    names = {actor.id: actor.name for actor in reading.actors}
    for each in reading.statements:
        ref = (refs or {}).get(each.id, each.id)
        put("webanno.custom.Statement", each.content, ref=ref, speaker=names.get(each.actor or ""), form=each.form)
        put("webanno.custom.Source", each.source, ref=ref)
        put("webanno.custom.Cue", each.cue, ref=ref)
    return held.to_xmi().encode(), types.to_xml().encode()
