"""Each format as somebody else reads it: by its own library, not by ours."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings

from onrecord import read
from onrecord.cli import main
from onrecord.export.formats import FORMATS, written
from onrecord.export.json import as_object, reading_of
from onrecord.ingest import Unreadable
from onrecord.ingest.marked import marked
from onrecord.model import Reading, Span
from onrecord.record import Record
from tests.record.test_store import readings

TEXT = (
    "“The lock 🔒 is shut,” said Ana Ruiz, the keeper of the lock. “It opens on Monday.”\n\n"
    "Tor Helvik, who heads Nordkyst, said that Ruiz had told him “not before noon”. Norway and Chile signed a pact "
    "on 5 March 2026. Helvik denied that he had the key.\n"
)


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read(
        TEXT, published="2026-03-06", outlet="The Varn Post", url="https://varn.example/a?b=1&c", title="A <lock>"
    )


def only(reading: Reading, name: str) -> bytes:
    return next(iter(written(reading, name).values()))


@given(reading=readings())
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_json_comes_back_as_the_same_reading(reading: Reading) -> None:
    told = as_object(reading)
    assert as_object(reading_of(json.loads(json.dumps(told)))) == told


def test_what_is_no_reading_is_refused() -> None:
    for value in ({}, {"schema": "x"}, {"schema": "onrecord.reading/1", "document": 3}):
        with pytest.raises(ValueError, match="this is"):
            reading_of(value)


# --- annotation -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["web-annotation", "web-annotation-utf16"])
def test_web_annotations_select_the_words_by_position_and_by_quotation(reading: Reading, name: str) -> None:
    rdflib = pytest.importorskip("rdflib", reason="needs pip install -e '.[test]'")
    value = json.loads(only(reading, name))
    text = reading.document.text
    units = text.encode("utf-16-le")
    items = value["first"]["items"]
    assert len(items) == value["total"] == len(reading.statements)
    for item, said in zip(items, reading.statements, strict=True):
        content = [t for t in item["target"] if t["onrecord:role"] == "content"]
        for target, span in zip(content, said.content, strict=True):
            position, quote = target["selector"]
            start, end = position["start"], position["end"]
            got = units[2 * start : 2 * end].decode("utf-16-le") if value["unit"] != "code points" else text[start:end]
            assert got == quote["exact"] == span.of(text)
            assert quote["prefix"] + quote["exact"] + quote["suffix"] in text
    # The context is the standard's; for this test its terms are spelled out, so that nothing is fetched.
    local = {"@vocab": "http://www.w3.org/ns/oa#", "id": "@id", "type": "@type", "onrecord": "urn:onrecord:ns#"}
    graph = rdflib.Graph().parse(data=json.dumps(value | {"@context": local}), format="json-ld")
    oa = rdflib.Namespace("http://www.w3.org/ns/oa#")
    assert len(set(graph.subjects(rdflib.RDF.type, oa.Annotation))) == len(reading.statements)
    assert set(graph.subjects(rdflib.RDF.type, oa.TextQuoteSelector))


def test_brat_files_keep_to_its_rules(reading: Reading) -> None:
    files = written(reading, "brat")
    text = files[".txt"].decode()
    ids: set[str] = set()
    for line in files[".ann"].decode().splitlines():
        id_, told, *rest = line.split("\t")
        assert id_ not in ids
        ids.add(id_)
        if id_[0] == "T":
            match = re.fullmatch(r"(Content|Source|Cue) (\d+ \d+(?:;\d+ \d+)*)", told)
            assert match
            parts = [text[int(s) : int(e)] for s, e in (pair.split() for pair in match[2].split(";"))]
            assert " ".join(parts) == rest[0]
            assert "\n" not in rest[0]
        else:
            assert set(re.findall(r"\bT\d+\b", told)) <= ids
    for section in ("[entities]", "[relations]", "[events]", "[attributes]"):
        assert section in files["/annotation.conf"].decode()


def test_columns_are_conll_u_plus_and_give_the_text_back(reading: Reading) -> None:
    conllu = pytest.importorskip("conllu", reason="needs pip install -e '.[test]'")
    sentences = conllu.parse(only(reading, "columns").decode())
    assert len(sentences) >= 3
    text = reading.document.text
    tokens = [token for sentence in sentences for token in sentence]
    assert "".join(token["form"] for token in tokens) == "".join(text.split())
    for token in tokens:
        start, end = map(int, token["misc"]["TokenRange"].split(":"))
        assert text[start:end] == token["form"]
    first = [token["form"] for token in tokens if "-1" in (token["onrecord:content"] or "")]
    assert {"lock", "shut"} <= set(first)
    assert "Ana Ruiz" in {token["onrecord:speaker"] for token in tokens}


def test_a_cas_is_read_by_uima_tools(reading: Reading) -> None:
    cassis = pytest.importorskip("cassis", reason="needs pip install 'onrecord[annotation]'")
    from io import BytesIO

    files = written(reading, "cas")
    types = cassis.load_typesystem(BytesIO(files["/TypeSystem.xml"]))
    held = cassis.load_cas_from_xmi(BytesIO(files[".xmi"]), typesystem=types)
    found = held.select("webanno.custom.Statement")
    assert [each.get_covered_text() for each in found][:1] == ["“The lock 🔒 is shut,”"]
    assert {each.speaker for each in found} >= {"Ana Ruiz", "Tor Helvik"}
    sentences = held.select("de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence")
    assert len(sentences) >= 4


# --- web of data ----------------------------------------------------------------------------------------------------


def test_schema_org_has_quotations_and_claims_with_their_speakers(reading: Reading) -> None:
    rdflib = pytest.importorskip("rdflib", reason="needs pip install -e '.[test]'")
    value = json.loads(only(reading, "schema-org"))
    graph = rdflib.Graph().parse(
        data=json.dumps(value | {"@context": {"@vocab": "https://schema.org/"}}), format="json-ld"
    )
    schema = rdflib.Namespace("https://schema.org/")
    quotations = set(graph.subjects(rdflib.RDF.type, schema.Quotation))
    assert quotations
    (article,) = graph.subjects(rdflib.RDF.type, schema.NewsArticle)
    assert str(article) == "https://varn.example/a?b=1&c"
    names = {
        str(name)
        for each in quotations
        for who in graph.objects(each, schema.creator)
        for name in graph.objects(who, schema.name)
    }
    assert "Ana Ruiz" in names
    assert set(graph.subjects(rdflib.RDF.type, schema.Claim))


def test_provenance_tells_the_reader_from_the_person(tmp_path: Path, reading: Reading) -> None:
    rdflib = pytest.importorskip("rdflib", reason="needs pip install -e '.[test]'")
    with Record(tmp_path / "p.db") as record:
        version = record.store(reading).version
        article = record.article(version)
        first = next(iter(article.refs.values()))
        record.correct(first, author="Desk <1>", form="mixed")
    result = CliRunner().invoke(main, ["article", str(version), "--as", "prov", "--db", str(tmp_path / "p.db")])
    assert result.exit_code == 0, result.output
    graph = rdflib.Graph().parse(data=result.output, format="json-ld")
    prov = rdflib.Namespace("http://www.w3.org/ns/prov#")
    (person,) = graph.subjects(rdflib.RDF.type, prov.Person)
    assert len(set(graph.subjects(prov.wasAttributedTo, person))) == 1
    (software,) = graph.subjects(rdflib.RDF.type, prov.SoftwareAgent)
    assert len(set(graph.subjects(prov.wasAttributedTo, software))) == len(reading.statements) - 1
    for entity in graph.subjects(prov.wasAttributedTo, None):
        assert (entity, prov.wasGeneratedBy, None) in graph


def test_follow_the_money_takes_its_entities(reading: Reading) -> None:
    ftm = pytest.importorskip("followthemoney", reason="needs pip install 'onrecord[ftm]'")
    found = [ftm.model.get_proxy(json.loads(line)) for line in only(reading, "ftm").decode().splitlines()]
    by_schema: dict[str, list[str]] = {}
    for entity in found:
        ftm.model.get(entity.schema.name).validate(entity.to_dict())
        by_schema.setdefault(entity.schema.name, []).append(entity.caption)
    assert "Ana Ruiz" in by_schema["Person"]
    assert {"Norway", "Chile"} <= set(by_schema["PublicBody"])
    ids = {entity.id for entity in found}
    for entity in found:
        if entity.schema.name == "Mention":
            assert set(entity.get("resolved")) | set(entity.get("document")) <= ids


def test_the_days_forecasts_are_due_are_a_calendar(tmp_path: Path) -> None:
    icalendar = pytest.importorskip("icalendar", reason="needs pip install 'onrecord[calendar]'")
    with Record(tmp_path / "f.db") as record:
        record.store(read("The bridge will open in May 2026, said Nora Vale.", published="2026-02-03"))
    result = CliRunner().invoke(main, ["forecasts", "--ics", "--db", str(tmp_path / "f.db")])
    assert result.exit_code == 0, result.output
    (event,) = icalendar.Calendar.from_ical(result.output).walk("VEVENT")
    assert event.decoded("dtstart").isoformat() == "2026-05-31"
    assert "Nora Vale" in str(event["summary"])


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_takes_any_reading(name: str, reading: Reading) -> None:
    if library := {"ftm": "followthemoney", "cas": "cassis"}.get(name):
        pytest.importorskip(library, reason=f"the format {name} needs it")
    assert all(isinstance(data, bytes) for data in written(reading, name).values())
    empty = read("Nothing was said here.")
    assert written(empty, name)


def test_files_are_written_side_by_side(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text(TEXT, encoding="utf-8")
    result = CliRunner().invoke(main, ["read", str(source), "--as", "brat", "-o", str(tmp_path / "b.ann")])
    assert result.exit_code == 0, result.output
    assert {each.name for each in tmp_path.iterdir()} == {"a.txt", "b.ann", "b.txt", "annotation.conf"}
    wrong = CliRunner().invoke(main, ["read", str(source), "--as", "word"])
    assert wrong.exit_code == 2
    assert "There is no format word" in wrong.output


# --- and back -------------------------------------------------------------------------------------------------------


@pytest.fixture
def stored(tmp_path: Path, reading: Reading) -> tuple[Path, int]:
    path = tmp_path / "m.db"
    with Record(path) as record:
        return path, record.store(reading).version


def taken_out(stored: tuple[Path, int], name: str, file: Path) -> str:
    result = CliRunner().invoke(
        main, ["article", str(stored[1]), "--as", name, "-o", str(file), "--db", str(stored[0])]
    )
    assert result.exit_code == 0, result.output
    return file.read_text(encoding="utf-8")


def adopted(stored: tuple[Path, int], file: Path) -> tuple[int, str]:
    result = CliRunner().invoke(
        main, ["adopt", str(file), "--article", str(stored[1]), "--author", "Desk", "--db", str(stored[0])]
    )
    return result.exit_code, result.output


NAMES = ["brat", "web-annotation", "web-annotation-utf16"]


@pytest.mark.parametrize("name", NAMES)
def test_what_comes_back_unchanged_changes_nothing(stored: tuple[Path, int], tmp_path: Path, name: str) -> None:
    taken_out(stored, name, tmp_path / "a")
    assert adopted(stored, tmp_path / "a") == (0, "")


@pytest.mark.parametrize("name", NAMES)
def test_corrections_come_back_as_judgements(stored: tuple[Path, int], tmp_path: Path, name: str) -> None:
    told = taken_out(stored, name, tmp_path / "a")
    if name == "brat":
        told = told.replace("Form T1 direct", "Form T1 mixed").replace("speaker=Ana Ruiz", "speaker=Ida Toll", 1)
    else:
        value = json.loads(told)
        first = value["first"]["items"][0]
        for body in first["body"]:
            body["value"] = {"form": "mixed", "speaker": "Ida Toll"}.get(body["onrecord:key"], body["value"])
        last = value["first"]["items"].pop()
        told = json.dumps(value)
        assert last
    (tmp_path / "a").write_text(told, encoding="utf-8")
    code, output = adopted(stored, tmp_path / "a")
    assert code == 0, output
    with Record(stored[0]) as record:
        first_said = record.reading(stored[1]).statements
        speakers = {record.reading(stored[1]).actor(each).name for each in first_said if each.actor}  # type: ignore[union-attr]
        assert "Ida Toll" in speakers
        kinds = [each.kind for each in record.judgements()]
        assert kinds == (["correct"] if name == "brat" else ["correct", "reject"])


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("brat", "Content 0", "Content 9000", "line 1"),
        ("brat", "Content", "Content x", "line 1"),
        ("brat", "Form T1 direct", "Form T1 spoken", "Form is direct, mixed, indirect"),
        ("brat", "T1\t", "?1\t", "is nothing that brat writes"),
        ("brat", "The lock", "A lock", "the article has"),
        ("web-annotation", '"Annotation"', '"Annotated"', "annotation 1: it is no Annotation"),
        ("web-annotation", '"exact": "', '"exact": "x', "the article has"),
        ("web-annotation", '"direct"', '"spoken"', "form is direct, mixed, indirect"),
        ("web-annotation", '"type"', "'type'", "is not JSON"),
    ],
)
def test_a_malformed_file_names_the_place_and_changes_nothing(
    stored: tuple[Path, int], tmp_path: Path, name: str, old: str, new: str, told: str
) -> None:
    text = taken_out(stored, name, tmp_path / "a.ann")
    assert old in text
    (tmp_path / "a.ann").write_text(text.replace(old, new, 1), encoding="utf-8")
    code, output = adopted(stored, tmp_path / "a.ann")
    assert code == 2
    assert told in output
    with Record(stored[0]) as record:
        assert record.judgements() == []


def test_a_statement_that_the_record_does_not_have_changes_nothing(stored: tuple[Path, int], tmp_path: Path) -> None:
    text = taken_out(stored, "brat", tmp_path / "a.ann")
    (tmp_path / "a.ann").write_text(text + "T99\tContent 0 5\t" + TEXT[:5] + "\n", encoding="utf-8")
    code, output = adopted(stored, tmp_path / "a.ann")
    assert code == 2
    assert "a statement without a name" in output


def test_words_that_were_moved_come_back(stored: tuple[Path, int], reading: Reading) -> None:
    text = reading.document.text
    (found,) = marked(
        b"T1\tContent 12 16\tis s\n#1\tAnnotatorNotes T1\tref=1:0-5 speaker=\n".replace(b"is s", text[12:16].encode()),
        "x",
        text,
    )
    assert (found.content, found.ref, found.speaker) == ((Span(12, 16),), "1:0-5", "")
    with pytest.raises(Unreadable, match="line 2: T1 is there twice"):
        marked(f"T1\tContent 0 4\t{text[:4]}\nT1\tContent 0 4\t{text[:4]}".encode(), "x", text)
