"""Inputs of many articles: each found once, whatever is wrong with one of them told and the others read."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import Unreadable
from onrecord.ingest.archive import Damaged, places
from onrecord.ingest.inputs import Chunk, Found, chunks, found
from onrecord.ingest.mail import mail
from onrecord.ingest.rows import Columns

pytest.importorskip("fastwarc", reason="needs pip install 'onrecord[batch]'")
warcio = pytest.importorskip("warcio", reason="needs pip install -e '.[test]'")

PAGE = (
    "<html><head><title>Lock {0}</title><meta property='article:published_time' content='2026-01-05'></head><body>"
    "<article><p>The lock of Varn is shut until Monday, said Ana Ruiz, its keeper, on Friday {0}.</p>"
    "<p>“Nobody will pass here before the gate is mended,” she told the boatmen on the quay.</p></article></body>"
    "</html>"
)


def warc(
    path: Path, *records: tuple[bytes, dict[str, str]] | bytes, status: str = "200 OK", packed: bool = True
) -> Path:
    """A WARC file of answers: bodies, with their headers."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with open(path, "wb") as file:
        writer = WARCWriter(file, gzip=packed)
        for i, each in enumerate(records):
            body, headers = each if isinstance(each, tuple) else (each, {"Content-Type": "text/html; charset=utf-8"})
            told = StatusAndHeaders(status, list(headers.items()), protocol="HTTP/1.1")
            writer.write_record(
                writer.create_warc_record(
                    f"https://varn.example/{i}", "response", payload=io.BytesIO(body), http_headers=told
                )
            )
    return path


def pages(count: int) -> list[bytes]:
    return [PAGE.format(i).encode() for i in range(count)]


def read(*paths: Path, size: int = 64, columns: Columns | None = None) -> list[Found]:
    """All that is found in the inputs."""
    return [each for chunk in chunks(map(str, paths), size=size) for each in found(chunk, columns or Columns())]


def reasons(items: list[Found]) -> list[str]:
    return [each.reason for each in items if each.reason is not None]


@pytest.mark.parametrize("packed", [True, False])
def test_every_page_of_a_warc_file_is_found_once(tmp_path: Path, packed: bool) -> None:
    file = warc(tmp_path / "a.warc.gz", *pages(7), packed=packed)
    got = read(file, size=3)
    assert len({each.id for each in got}) == 7
    assert [each.document and each.document.title for each in got] == [f"Lock {i}" for i in range(7)]
    first = got[0].document
    assert first is not None
    assert (first.url, first.published) == ("https://varn.example/0", "2026-01-05")
    assert "the gate is mended" in first.text


def test_what_is_no_page_is_passed_over(tmp_path: Path) -> None:
    assert read(warc(tmp_path / "a.warc.gz", *pages(2), status="404 Not Found")) == []
    assert read(warc(tmp_path / "b.warc.gz", (b"\x89PNG", {"Content-Type": "image/png"}))) == []


def test_a_file_that_is_cut_off_gives_what_is_whole_and_says_so(tmp_path: Path) -> None:
    file = warc(tmp_path / "a.warc.gz", *pages(4))
    whole = [place for place in places(file) if isinstance(place, int)]
    file.write_bytes(file.read_bytes()[: whole[3] + 40])
    got = read(file)
    assert sum(each.document is not None for each in got) == 3
    (reason,) = reasons(got)
    assert "cut off" in reason


def test_a_damaged_stretch_costs_only_the_pages_in_it(tmp_path: Path) -> None:
    file = warc(tmp_path / "a.warc.gz", *pages(12))
    whole = [place for place in places(file) if isinstance(place, int)]
    data = bytearray(file.read_bytes())
    data[whole[4] + 10 : whole[4] + 60] = bytes(50)
    file.write_bytes(data)
    got = read(file)
    titles = {each.document.title for each in got if each.document}
    assert {"Lock 0", "Lock 3", "Lock 6", "Lock 11"} <= titles
    assert any("damaged" in reason for reason in reasons(got))
    assert len(got) <= 13


@given(st.binary(max_size=300), st.integers(0, 2000))
@settings(max_examples=40)
def test_no_bytes_trip_the_reading_of_an_archive(
    tmp_path_factory: pytest.TempPathFactory, junk: bytes, at: int
) -> None:
    file = warc(tmp_path_factory.mktemp("w") / "a.warc.gz", *pages(3))
    data = file.read_bytes()
    file.write_bytes(data[:at] + junk + data[at + len(junk) // 2 :])
    for each in read(file):
        assert (each.document is None) != (each.reason is None)


def test_what_is_no_archive_is_told(tmp_path: Path) -> None:
    file = tmp_path / "a.warc"
    file.write_bytes(b"just some text\n" * 50)
    assert isinstance(next(iter(places(file))), Damaged)
    assert reasons(read(file))


def test_bombs_wrong_types_and_wrong_charsets_are_told_or_read(tmp_path: Path) -> None:
    html = {"Content-Type": "text/html"}
    file = warc(
        tmp_path / "a.warc.gz",
        (gzip.compress(b"<p>" + b"x" * 60_000_000), html | {"Content-Encoding": "gzip"}),
        (b"not packed", html | {"Content-Encoding": "gzip"}),
        (b"%PDF-1.7 nothing", html),
        (PAGE.format("é").encode("cp1252"), {"Content-Type": "text/html; charset=windows-1252"}),
        (PAGE.format("é").encode("utf-8"), {"Content-Type": "text/html; charset=no-such"}),
        (b"The keeper said the lock is shut.", {"Content-Type": "text/plain"}),
    )
    got = read(file)
    assert [each.document is not None for each in got] == [False, False, False, True, True, True]
    assert "more than 20 MB" in reasons(got)[0]
    assert got[3].document is not None
    assert got[3].document.title == "Lock é"


def test_rows_of_json_lines_csv_and_parquet_are_articles(tmp_path: Path) -> None:
    rows = [
        {"body": f"The lock {i} is shut,\nsaid Ana Ruiz. “Quite”, she added.", "date": "2026-01-05", "paper": "Post"}
        for i in range(5)
    ]
    lines = tmp_path / "a.jsonl"
    lines.write_text("\n".join(json.dumps(row) for row in rows) + "\n", encoding="utf-8")
    packed = tmp_path / "b.jsonl.gz"
    packed.write_bytes(gzip.compress(lines.read_bytes()))
    table = tmp_path / "c.csv"
    with open(table, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    pa = pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq

    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "d.parquet", row_group_size=2)
    columns = Columns(text="body", published="date", outlet="paper")
    for path in sorted(tmp_path.iterdir()):
        got = read(path, size=2, columns=columns)
        told = [(e.document.text, e.document.published, e.document.outlet) for e in got if e.document]
        assert told == [(row["body"], row["date"], row["paper"]) for row in rows], path
        assert len({each.id for each in got}) == 5


def test_a_bad_row_names_itself_and_costs_no_other(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    good = json.dumps({"text": "The lock is shut, said Ana Ruiz."})
    file.write_text(f'{good}\n{{"text": \n[1]\n{{"text": ""}}\n{{"text": "x", "published": "spring"}}\n{good}\n')
    got = read(file)
    assert [each.document is not None for each in got] == [True, False, False, False, False, True]
    told = reasons(got)
    assert "is no JSON object" in told[0]
    assert "has no text in 'text'" in told[2]
    assert "is not a date" in told[3]


def test_the_same_inputs_are_cut_alike_and_marked_files_left_out(tmp_path: Path) -> None:
    for i in range(5):
        (tmp_path / f"{i}.txt").write_text(f"Article {i}, said Ana Ruiz.")
    first, again = (list(chunks([str(tmp_path)], size=2)) for _ in range(2))
    assert first == again
    assert [len(chunk.paths) for chunk in first] == [2, 2, 1]
    from onrecord.ingest.inputs import mark

    done = {mark(path) for path in first[0].paths}
    assert [path for chunk in chunks([str(tmp_path)], done=done) for path in chunk.paths] == [
        path for chunk in first[1:] for path in chunk.paths
    ]


def test_a_folder_without_articles_and_what_is_not_there_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="nothing to read"):
        list(chunks([str(tmp_path)]))
    with pytest.raises(Unreadable, match="is no file or folder"):
        list(chunks([str(tmp_path / "no")]))


def newsletter(**parts: str) -> bytes:
    message = EmailMessage()
    message["From"] = "The Varn Letter <letter@varn.example>"
    message["Subject"] = "The lock is shut"
    message["Date"] = "Mon, 05 Jan 2026 08:00:00 +0100"
    message.set_content(parts.get("plain", "see the other part"))
    if "html" in parts:
        message.add_alternative(parts["html"], subtype="html")
    return message.as_bytes()


def test_a_newsletter_is_an_article_without_what_it_says_of_itself() -> None:
    footer = "<p>You are receiving this e-mail because you signed up. Unsubscribe here.</p>"
    got = mail(newsletter(html=PAGE.format(1).replace("</article>", f"{footer}</article>")), "a.eml")
    assert (got.title, got.outlet, got.published) == ("The lock is shut", "The Varn Letter", "2026-01-05")
    assert "the gate is mended" in got.text
    assert "Unsubscribe" not in got.text
    plain = mail(
        newsletter(plain="The lock is shut, said Ana Ruiz.\n\nView in browser\n\nIt opens on Monday."), "a.eml"
    )
    assert plain.text == "The lock is shut, said Ana Ruiz.\n\nIt opens on Monday."


@given(st.binary(max_size=400))
def test_no_bytes_trip_the_reading_of_mail(data: bytes) -> None:
    for given_ in (data, b"Subject: x\nContent-Type: text/html; charset=" + data):
        try:
            found_ = mail(given_, "a.eml").text
        except Unreadable as error:
            found_ = str(error)
        assert found_.strip()


def _docx(path: Path) -> None:
    docx = pytest.importorskip("docx", reason="needs pip install 'onrecord[files]'")
    held = docx.Document()
    held.add_paragraph("The lock is shut, said Ana Ruiz.")
    held.add_table(1, 1).cell(0, 0).text = "It opens on Monday."
    held.core_properties.title = "The lock"
    held.save(path)


def _pdf(path: Path) -> None:
    pytest.importorskip("pypdf", reason="needs pip install 'onrecord[files]'")
    stream = b"BT /F1 12 Tf 72 700 Td (The lock is shut, said Ana Ruiz.) Tj ET"
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    data, offsets = b"%PDF-1.4\n", []
    for i, part in enumerate(parts, 1):
        offsets.append(len(data))
        data += b"%d 0 obj%s endobj\n" % (i, part)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    start = len(data)
    data += b"xref\n0 6\n0000000000 65535 f \n" + table
    path.write_bytes(data + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % start)


@pytest.mark.parametrize(("name", "make"), [("a.docx", _docx), ("a.pdf", _pdf)])
def test_word_and_pdf_files_are_read(tmp_path: Path, name: str, make: Callable[[Path], None]) -> None:
    make(tmp_path / name)
    (got,) = read(tmp_path / name)
    assert got.document is not None, got.reason
    assert "The lock is shut, said Ana Ruiz." in got.document.text


def test_a_broken_pdf_is_one_line(tmp_path: Path) -> None:
    pytest.importorskip("pypdf", reason="needs pip install 'onrecord[files]'")
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\nnothing of the kind")
    (got,) = read(tmp_path / "a.pdf")
    assert got.reason is not None
    assert "\n" not in got.reason


def test_a_chunk_is_small_to_send(tmp_path: Path) -> None:
    (chunk,) = chunks([str(warc(tmp_path / "a.warc.gz", *pages(60)))])
    assert isinstance(chunk, Chunk)
    assert len(repr(chunk)) < 2000
