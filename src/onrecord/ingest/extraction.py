"""The article inside a web page, found by trafilatura and htmldate, in a process of its own.

``html.py`` runs this file as a script and may kill it at any time: a page can be made that keeps a parser busy for
hours or takes all memory, and no limit inside the process stops that. The script imports nothing of onrecord. For
each page it reads one line of JSON from standard input ({"size": bytes, "url": text or null, "kind": "page", "pdf" or
"docx"}) and that many bytes (of a page, UTF-8 markup), and answers with one line of JSON: {"page": facts} or
{"error": what is wrong with the page}.
"""

from __future__ import annotations

import json
import logging
import sys
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Address space for one page, bytes: ordinary pages take a tenth of it.
_MEMORY = 2 * 2**30
# Longer attributes are data for scripts (and make the date patterns slow); classes, links and dates are short.
_LONGEST_ATTRIBUTE = 5_000
# A date inside a paragraph of running text is not the page's date. Bylines and date lines are shorter.
_LONGEST_DATELINE = 200
_MOST_COMPARED = 1_000
_LONGEST_PULLED = 60  # words
_INLINE = {"code", "del", "graphic", "hi", "ref"}


class NotAnArticle(ValueError):  # noqa: N818 - said of the page
    """The page cannot be read, or holds no article text; the message says why."""


def extract(markup: bytes, url: str | None) -> dict[str, Any]:
    """Main text and facts of a page (UTF-8 markup, fetched from ``url``).

    Returns title, authors, outlet, url (the canonical address), published (the original date, YYYY-MM-DD), language
    (two or three letters) and text, whose paragraphs are parted by blank lines; what the page does not say is None.
    """
    from trafilatura import bare_extraction, extract_metadata

    tree = parse(markup)
    language = _language(tree)
    write_out_quotation_marks(tree)
    article = bare_extraction(tree, url=url, include_comments=False)
    if article is None:
        raise NotAnArticle("has no article text")
    keep_facts_only(tree)
    facts = extract_metadata(
        tree,
        default_url=url,
        # Only dates that the page marks as its own; one day ahead because the sun rises earlier elsewhere.
        date_config={
            "original_date": True,
            "extensive_search": False,
            "max_date": datetime.now(UTC) + timedelta(days=1),
        },
    )
    paragraphs = body_paragraphs(article.body)
    if paragraphs and facts.title and _same_words(paragraphs[0], facts.title):
        del paragraphs[0]
    return {
        "text": "\n\n".join(paragraphs),
        "title": facts.title,
        "authors": [author for author in (facts.author or "").split("; ") if author],
        "outlet": facts.sitename,
        "url": facts.url,
        "published": facts.date,
        "language": language,
    }


def of_pdf(data: bytes) -> dict[str, Any]:
    """Text and facts of a PDF, by pypdf. Raises NotAnArticle where it has no text or is locked."""
    import io

    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise NotAnArticle("is a PDF that needs a password")
    text = "\n\n".join(page.extract_text() for page in reader.pages)
    known = reader.metadata
    title, author, created = (known.title, known.author, known.creation_date) if known else (None, None, None)
    return _office(text, title, author, created)


def of_docx(data: bytes) -> dict[str, Any]:
    """Text and facts of a Word document, by python-docx; tables row by row. Raises NotAnArticle where it has none."""
    import io

    from docx import Document
    from docx.table import Table

    held = Document(io.BytesIO(data))
    blocks = []
    for item in held.iter_inner_content():
        if isinstance(item, Table):
            blocks += [" ".join(cell.text for cell in row.cells) for row in item.rows]
        else:
            blocks.append(item.text)
    known = held.core_properties
    return _office("\n\n".join(blocks), known.title, known.author, known.created)


def _office(text: str, title: str | None, author: str | None, created: datetime | None) -> dict[str, Any]:
    if not text.strip():
        raise NotAnArticle("has no text; is it a scan?")
    return {
        "text": text,
        "title": title or None,
        "authors": [author] if author else [],
        "outlet": None,
        "url": None,
        "published": created.date().isoformat() if created else None,
        "language": None,
    }


def parse(markup: bytes) -> HtmlElement:
    """The page's element tree, without comments and overlong attributes."""
    from lxml.etree import ErrorLevels, ParserError
    from lxml.html import HTMLParser, document_fromstring

    # huge_tree lifts the limits to a nesting of 2,048 and attributes of 1 GB: real pages do pass 256 unclosed tags.
    parser = HTMLParser(encoding="utf-8", collect_ids=False, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        tree: HtmlElement = document_fromstring(markup, parser=parser)
    except ParserError:
        raise NotAnArticle("has no article text") from None
    # After a fatal error the parser gives what it had read so far: part of an article passed off as the whole.
    if any(entry.level == ErrorLevels.FATAL for entry in parser.error_log):
        raise NotAnArticle("is nested too deeply to be an article")
    for element in tree.iter():
        for name, value in element.attrib.items():
            if len(value) > _LONGEST_ATTRIBUTE:
                del element.attrib[name]
    return tree


def write_out_quotation_marks(tree: HtmlElement) -> None:
    """Replace <q> by the marks that a browser shows for it; trafilatura would take it for a block of its own."""
    depths = [(element, sum(1 for _ in element.iterancestors("q"))) for element in tree.iter("q")]
    for element, depth in depths:
        opening, closing = "‘’" if depth % 2 else "“”"
        element.text = opening + (element.text or "")
        if len(element):
            element[-1].tail = (element[-1].tail or "") + closing
        else:
            element.text += closing
        element.tag = "span"


def keep_facts_only(tree: HtmlElement) -> None:
    """Remove from the tree what could be mistaken for facts about the page: pictures (whose addresses hold dates of
    their own), the base of its links (for its own address), and paragraphs of running text."""
    for element in list(tree.iter("base", "img", "picture", "source", "video", "p")):
        if element.tag != "p" or len(element.text_content()) > _LONGEST_DATELINE:
            element.drop_tree()


def body_paragraphs(body: HtmlElement) -> list[str]:
    """The text of trafilatura's result, block by block; list items and table cells are blocks."""
    blocks: list[list[str]] = [[]]
    # Walked with a stack: nesting may be deeper than Python's recursion.
    stack: list[HtmlElement | str | None] = [body]
    while stack:
        item = stack.pop()
        if item is None:
            blocks.append([])
        elif isinstance(item, str):
            blocks[-1].append(item.replace("\n", " "))
        elif item.tag == "lb":
            blocks[-1].append("\n")
        elif isinstance(item.tag, str):
            parts: list[HtmlElement | str | None] = [item.text or ""]
            for child in item:
                parts += (child, child.tail or "")
            edge = [] if item.tag in _INLINE else [None]
            stack += reversed((*edge, *parts, *edge))
    lines = ("".join(block).split("\n") for block in blocks)
    texts = ("\n".join(" ".join(line.split()) for line in block).strip() for block in lines)
    return _without_repeats([text for text in texts if text])


def _without_repeats(texts: list[str]) -> list[str]:
    """The blocks but those that only say again, as a pull-quote does, what stands in a longer one. Of a page with very
    many blocks all: comparing them would take too long."""
    if len(texts) > _MOST_COMPARED:
        return texts
    plain = ["".join(c for c in text.casefold() if c.isalnum() or c == " ").strip() for text in texts]
    words = [" ".join(each.split()) for each in plain]
    every = "\n".join(words)
    kept = []
    for text, own in zip(texts, words, strict=True):
        short = 4 <= own.count(" ") <= _LONGEST_PULLED
        if not (short and every.count(own) > 1 and any(own in other and len(own) < len(other) for other in words)):
            kept.append(text)
    return kept


def _language(tree: HtmlElement) -> str | None:
    tag = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    if not tag:
        for element in tree.iterfind(".//meta[@content]"):
            if "og:locale" in element.values() or "content-language" in map(str.lower, element.values()):
                tag = element.get("content") or ""
                break
    subtag = tag.strip().replace("_", "-").split("-")[0].lower()
    return subtag if subtag.isascii() and subtag.isalpha() and 2 <= len(subtag) <= 3 else None


def _same_words(first: str, second: str) -> bool:
    return first.casefold().split() == second.casefold().split()


def _answer(data: bytes, url: str | None, kind: str) -> dict[str, Any]:
    try:
        return {"page": extract(data, url) if kind == "page" else of_pdf(data) if kind == "pdf" else of_docx(data)}
    except ImportError:
        return {"error": "is a PDF or Word file, which needs pip install 'onrecord[files]'"}
    except NotAnArticle as error:
        return {"error": str(error)}
    except Exception as error:  # whatever a hostile page makes of three libraries, it is the page's fault
        what = {"page": "", "pdf": "is a PDF that ", "docx": "is a Word file that "}[kind]
        return {"error": f"{what}could not be taken apart ({type(error).__name__})"}


def main() -> None:
    """Answer pages until standard input ends."""
    logging.disable()
    sys.setrecursionlimit(20_000)
    if sys.platform != "win32":
        import resource

        # Refused where the system's own limit is lower, or knows no such limit.
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    while line := requests.readline():
        request = json.loads(line)
        markup = requests.read(request["size"])
        answers.write(json.dumps(_answer(markup, request["url"], request["kind"])).encode() + b"\n")
        answers.flush()


if __name__ == "__main__":
    main()
