"""Text: what a user's file becomes, and the way back to the file's own characters."""

from __future__ import annotations

import textwrap
import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from onrecord.ingest.text import Unreadable, decode, normalise, origin_span, paragraphs
from onrecord.model import Span

# Characters that make trouble, often, among ordinary ones.
TROUBLE = "\r\n\t\0\x1b\x85\x93\xa0\xad\u0301\u0316\u0344\u034f\u05b4\u0915\u093c\u09be\u09c7\u1100\u1161\u11a8"
TROUBLE += "\u180e\u2000\u200b\u200c\u200d\u200f\u2028\u202e\u2060\u2126\u212b\u2adc\u3000\ufeff\ufe0f\ud800\udc00❤👩"
texts = st.text(st.characters() | st.sampled_from(TROUBLE + "eE .”\n"))

DISPATCH = (
    "The mayor of Brindle said the new bridge would open in spring.",
    "“We have waited eleven years,” Ada Holm told reporters at the quay. “Nobody here will believe it until the "
    "first tram has crossed, and I cannot blame them for that.”",
    "Her deputy, Tomas Lind, was less certain: the steel, he said, had not yet left the yard in Osterby.",
    "A spokeswoman for the yard declined to comment.",
)


def wrapped(width: int, between: str) -> str:
    return between.join(textwrap.fill(paragraph, width) for paragraph in DISPATCH)


def words_of(text: str) -> list[list[str]]:
    return [span.of(text).split() for span in paragraphs(text)]


# Decoding


def test_utf8_with_and_without_a_byte_order_mark_and_utf16_with_one_are_the_same_text() -> None:
    text = "“Zażółć,” said Łucja. 😀\n"
    plain = normalise(decode(text.encode())).text
    assert plain == text.rstrip()
    for encoding in ("utf-8-sig", "utf-16"):
        assert normalise(decode(text.encode(encoding))).text == plain
    assert normalise(decode(b"\xfe\xff" + text.encode("utf-16-be"))).text == plain


def test_another_encoding_is_refused_naming_the_first_bad_byte() -> None:
    with pytest.raises(Unreadable, match=r"draft\.txt is not UTF-8: byte 0x93 at offset 4"):
        decode("Ok: “yes”".encode("cp1252"), "draft.txt")


def test_a_broken_utf16_file_is_refused_naming_the_first_bad_byte() -> None:
    with pytest.raises(Unreadable, match="not UTF-16: byte 0x41 at offset 6"):
        decode("ab".encode("utf-16-le").join([b"\xff\xfe", b"A"]))


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7 ...", "a PDF"),
        (b"PK\x03\x04...", "Word"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"text\0text", "binary"),
        ("no mark".encode("utf-16-le"), "binary"),
    ],
)
def test_binary_data_is_refused_for_what_it_is(data: bytes, kind: str) -> None:
    with pytest.raises(Unreadable, match=kind) as caught:
        decode(data)
    assert "\n" not in str(caught.value)


# Normalising


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("one\r\ntwo\rthree\x85four\u2028five\u2029six\x0cseven", "one\ntwo\nthree\nfour\nfive\nsix\nseven"),
        ("cafe\u0301 re\u0301sume\u0301", "café résumé"),
        ("co\u00adop\u200ber\u2060ate\ufeff", "cooperate"),
        ("\ufeffBy Ada", "By Ada"),
        ("a\u00a0b\u202fc\u3000d\te", "a b c d e"),
        ("nul\0and\x1bescape", "nul and escape"),
        ("half \ud83d of a pair", "half \ufffd of a pair"),
        ("\x93quoted\x94 by the wrong codec", "“quoted” by the wrong codec"),
        ("rtl \u200fmark\u202e", "rtl mark"),
        ("the 300 \u212b and the \u2126", "the 300 Å and the Ω"),
        ("\u1112\u1161\u11ab", "한"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("Latin\u200dletters", "Latinletters"),
        ("👩\u200d👧 and ❤\ufe0f\u200d🔥", "👩\u200d👧 and ❤\ufe0f\u200d🔥"),
        ("The end.\r\n \r\n", "The end."),
    ],
)
def test_what_normalising_does(before: str, after: str) -> None:
    assert normalise(before).text == after


@given(texts)
@example("क\u0301\u0591\u200dक")
@example("\u2adc\u200dक")
@example("e\u00ad\u0301")
@example("e" + "\u0301\u0316" * 40)
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once.text).text == once.text


@given(texts)
def test_the_result_is_nfc_without_controls_or_surrogates(text: str) -> None:
    result = normalise(text).text
    assert unicodedata.is_normalized("NFC", result)
    assert all(character == "\n" or unicodedata.category(character) not in ("Cc", "Cs") for character in result)


@given(texts, st.sampled_from(["\n", "\r\n", "\n\n", " \n", "\u2029"]))
def test_a_blank_line_at_the_end_changes_nothing(text: str, blank: str) -> None:
    assert normalise(text + blank).text == normalise(text).text


@given(texts, st.data())
def test_every_span_leads_back_to_the_characters_it_came_from(text: str, data: st.DataObject) -> None:
    result = normalise(text)
    start = data.draw(st.integers(0, len(result.text)))
    span = Span(start, data.draw(st.integers(start, len(result.text))))
    origin = origin_span(result, span)
    assert 0 <= origin.start <= origin.end <= len(text)
    assert (origin.start == origin.end) == (span.start == span.end)
    # Single characters lead to pieces of the original that follow one another and normalise to those characters.
    pieces = [origin_span(result, Span(i, i + 1)) for i in range(len(result.text))]
    assert all(a == b or a.end <= b.start for a, b in pairwise(pieces))
    for piece, character in zip(pieces, result.text, strict=True):
        came_of = normalise("." + piece.of(text) + ".").text[1:-1]
        assert character in came_of


def test_offsets_of_the_file_count_its_own_characters() -> None:
    file = "\ufeffBy Ada\r\n\r\n“Cafe\u0301 co\u00adop\u200b” closed.\r\n"
    result = normalise(file)
    for word in ("Ada", "Café", "coop", "”", "closed"):
        at = result.text.index(word)
        origin = origin_span(result, Span(at, at + len(word))).of(file)
        assert normalise(origin).text == word
        assert not origin.startswith(("\ufeff", "\u200b")), "what was removed beside the word is not part of it"
        assert not origin.endswith("\u200b")
    whole = origin_span(result, Span(0, len(result.text)))
    assert whole.of(file) == file.strip("\ufeff\r\n")


def test_a_clean_text_keeps_its_offsets() -> None:
    text = "“Fine,” he said — really.\n\nYes… he did."
    assert normalise(text).text == text
    assert origin_span(normalise(text), Span(3, 9)) == Span(3, 9)


def ten_megabytes(piece: str) -> str:
    return piece * (10_000_000 // len(piece))


@pytest.mark.parametrize(
    "text",
    [
        ten_megabytes("The mayor said “the bridge” would open. "),
        ten_megabytes("Die Bru\u0308cke o\u0308ffnet im kommenden Fru\u0308hjahr wieder, hiess es. "),
        "e" + ten_megabytes("\u0301\u0316"),
        ten_megabytes("\0"),
        ten_megabytes(" "),
    ],
    ids=["plain", "decomposed", "marks", "nul", "blank"],
)
def test_ten_megabytes_on_one_line_take_seconds(text: str) -> None:
    started = time.process_time()
    assert len(paragraphs(normalise(text).text)) <= 1
    assert time.process_time() - started < 10


# Paragraphs


@pytest.mark.parametrize("between", ["\n\n", "\n \n", "\n\n\n"])
@pytest.mark.parametrize("width", [40, 66, 72, 80, 1000])
def test_blank_lines_part_paragraphs_whether_or_not_lines_are_wrapped(width: int, between: str) -> None:
    assert words_of(wrapped(width, between)) == [paragraph.split() for paragraph in DISPATCH]


def test_without_blank_lines_each_line_is_a_paragraph() -> None:
    assert words_of("\n".join(DISPATCH)) == [paragraph.split() for paragraph in DISPATCH]


def test_a_line_that_ends_early_ends_its_paragraph_in_a_text_wrapped_by_a_machine() -> None:
    text = wrapped(60, "\n")
    assert words_of(text)[0] == DISPATCH[0].split()
    assert any(paragraph[0] == "A" and paragraph[-1] == "comment." for paragraph in words_of(text))


def test_lines_wrapped_by_hand_are_one_paragraph() -> None:
    text = (
        "The mayor said the new bridge would\nopen in spring, though the steel for it\nhad not yet left the yard\n"
        "in Osterby.\n\nNobody else there\nwould speak."
    )
    assert len(paragraphs(text)) == 2


def test_headline_byline_and_interview_turns_are_paragraphs_of_their_own() -> None:
    lines = [
        "Bridge to open in spring",
        "By Ada Holm",
        "The mayor of Brindle spoke to us at the quay on Friday morning.",
        "Q: When will it open?",
        "A: In spring.",
    ]
    assert words_of("\n".join(lines)) == [line.split() for line in lines]


def test_a_paragraph_that_begins_with_a_small_letter_does_not_make_the_text_a_wrapped_one() -> None:
    lines = [*DISPATCH, "iPhone makers were not affected by the ruling", "a source said so"]
    assert words_of("\n".join(lines)) == [line.split() for line in lines]


@given(texts)
def test_paragraphs_cover_every_visible_character_once_in_order(text: str) -> None:
    text = normalise(text).text
    spans = paragraphs(text)
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())
    assert all(span.of(text) == span.of(text).strip() != "" for span in spans)
    assert all(a.end < b.start for a, b in pairwise(spans))


@given(texts, st.integers(1, 3))
def test_blank_lines_at_the_end_make_no_paragraphs(text: str, blank_lines: int) -> None:
    text = normalise(text).text
    assert paragraphs(text + "\n" * blank_lines) == paragraphs(text)
