"""Where a reading is from, as PROV-O in JSON-LD (W3C Recommendation of 2013-04-30): the version of the reader or the
person that made each statement what it is."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from onrecord.model import Reading

if TYPE_CHECKING:
    from onrecord.record.judgements import Judgement

_CONTEXT = {
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "label": "rdfs:label",
    "wasDerivedFrom": {"@id": "prov:wasDerivedFrom", "@type": "@id"},
    "wasGeneratedBy": {"@id": "prov:wasGeneratedBy", "@type": "@id"},
    "wasAssociatedWith": {"@id": "prov:wasAssociatedWith", "@type": "@id"},
    "wasAttributedTo": {"@id": "prov:wasAttributedTo", "@type": "@id"},
    "wasRevisionOf": {"@id": "prov:wasRevisionOf", "@type": "@id"},
    "used": {"@id": "prov:used", "@type": "@id"},
    "endedAtTime": {"@id": "prov:endedAtTime", "@type": "xsd:dateTime"},
}


def provenance(reading: Reading, *, refs: dict[str, str] | None = None, judgements: Sequence[Judgement] = ()) -> str:
    """The JSON-LD text, indented. ``judgements`` are those on statements of this reading."""
    document = reading.document
    article = document.url or f"urn:sha256:{document.id}"
    agent, activity = f"urn:onrecord:reader:{reading.reader}".replace(" ", "-"), f"urn:onrecord:reading:{document.id}"
    graph: list[dict[str, Any]] = [
        {"@id": article, "@type": "prov:Entity", "label": document.title or "article"},
        {"@id": agent, "@type": ["prov:Agent", "prov:SoftwareAgent"], "label": f"Onrecord {reading.reader}"},
        {"@id": activity, "@type": "prov:Activity", "used": article, "wasAssociatedWith": agent},
    ]
    by_ref = {each.ref: each for each in judgements if not each.undone and each.ref is not None}
    people: dict[str, str] = {}
    for said in reading.statements:
        ref = (refs or {}).get(said.id, said.id)
        entity: dict[str, Any] = {
            "@id": f"urn:onrecord:{ref}",
            "@type": "prov:Entity",
            "label": reading.words(said.content),
            "wasDerivedFrom": article,
        }
        judged = by_ref.get(ref)
        if judged is None:
            graph.append(entity | {"wasGeneratedBy": activity, "wasAttributedTo": agent})
            continue
        person = people.setdefault(judged.author, f"urn:onrecord:person:{len(people) + 1}")
        act = f"urn:onrecord:judgement:{judged.id}"
        graph.append(
            {
                "@id": act,
                "@type": "prov:Activity",
                "label": judged.kind,
                "wasAssociatedWith": person,
                "used": article,
                "endedAtTime": judged.judged_at,
            }
        )
        graph.append(entity | {"wasGeneratedBy": act, "wasAttributedTo": person})
    graph += [{"@id": id_, "@type": ["prov:Agent", "prov:Person"], "label": name} for name, id_ in people.items()]
    return json.dumps({"@context": _CONTEXT, "@graph": graph}, ensure_ascii=False, indent=2) + "\n"
