"""How well pages become articles: python -m benchmarks.extraction

Invented articles in the layouts of ten kinds of news pages, with what such pages carry besides: navigation, captions,
bylines, pull-quotes, related links, cookie notices, newsletter boxes, comments, several dates. Measured as trafilatura
is by its own evaluation: segments that the text must have (recall) and must not have (precision), here for Onrecord and
for trafilatura alone in one run; and the day of first publication, against htmldate alone.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from benchmarks.scale import article

CAPTION = "The quay of Merrow on a winter morning. Photo: Lena Vosk / Varn Images"
COOKIES = "We use cookies to improve your experience. Accept all cookies or manage your choices."
NEWSLETTER = "Sign up for our morning newsletter and never miss a story."
RELATED = ("Why the old bridge leans", "Ten things to do in Ostrand this weekend")
COMMENT = "First! This is what you get when nobody reads the council papers."
ADVERT = "Advertisement: winter tyres from 49 crowns at Helvik Motors"


@dataclass(frozen=True, slots=True)
class Case:
    """A page, what its text must and must not have, and its day of publication."""

    layout: str
    html: str
    wanted: tuple[str, ...]
    unwanted: tuple[str, ...]
    published: str


def cases(each: int = 6) -> list[Case]:
    """Pages of every layout."""
    random_ = random.Random(7)
    return [layout(random_, i) for layout in LAYOUTS for i in range(each)]


def _page(head: str, body: str) -> str:
    nav = "<nav><a href='/'>Home</a><a href='/news'>News</a><a href='/sport'>Sport</a></nav>"
    foot = "<footer><p>© 2026 The Varn Post. All rights reserved.</p>"
    foot += f"<div id='cookie-banner'><p>{COOKIES}</p></div></footer>"
    return f"<!doctype html><html lang='en'><head>{head}</head><body><header>{nav}</header>{body}{foot}</body></html>"


def _paragraphs(paragraphs: list[str]) -> str:
    return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


def _case(layout: str, html: str, paragraphs: list[str], extra: tuple[str, ...], day: str) -> Case:
    return Case(layout, html, tuple(paragraphs), (COOKIES, "All rights reserved", *extra), day)


def plain(random_: random.Random, i: int) -> Case:
    """<article> with open graph dates."""
    title, text = article(random_)
    day = f"2025-11-{1 + i:02}"
    head = f"<title>{title}</title><meta property='article:published_time' content='{day}T07:00:00Z'>"
    head += f"<meta property='article:modified_time' content='2025-12-{1 + i:02}T09:00:00Z'>"
    return _case(
        "article", _page(head, f"<main><article><h1>{title}</h1>{_paragraphs(text)}</article></main>"), text, (), day
    )


def captions(random_: random.Random, i: int) -> Case:
    """Figures between the paragraphs."""
    title, text = article(random_)
    day = f"2025-10-{1 + i:02}"
    figure = f"<figure><img src='/2019/03/04/q.jpg' alt='quay'><figcaption>{CAPTION}</figcaption></figure>"
    body = "".join(f"<p>{p}</p>" + (figure if k == 1 else "") for k, p in enumerate(text))
    head = f"<title>{title}</title><meta name='date' content='{day}'>"
    return _case("captions", _page(head, f"<article><h1>{title}</h1>{figure}{body}</article>"), text, (CAPTION,), day)


def json_ld(random_: random.Random, i: int) -> Case:
    """Facts in JSON-LD, paragraphs in divs, a byline."""
    title, text = article(random_)
    day = f"2025-09-{1 + i:02}"
    head = (
        f"<title>{title} | The Varn Post</title><script type='application/ld+json'>"
        f'{{"@context":"https://schema.org","@type":"NewsArticle","headline":"{title}","datePublished":"{day}T06:00:00+01:00",'
        f'"dateModified":"2025-12-0{1 + i}T10:00:00+01:00","author":{{"@type":"Person","name":"Lena Vosk"}},'
        '"publisher":{"@type":"Organization","name":"The Varn Post"}}</script>'
    )
    body = f"<div class='story'><h1>{title}</h1><div class='byline'>By Lena Vosk, harbour correspondent</div>"
    body += f"<div class='story-body'>{_paragraphs(text)}</div></div>"
    return _case("JSON-LD", _page(head, body), text, ("harbour correspondent",), day)


def related(random_: random.Random, i: int) -> Case:
    """Links to other articles in the middle and at the end."""
    title, text = article(random_)
    day = f"2025-08-{1 + i:02}"
    links = "".join(f"<li><a href='/{k}'>{each}</a></li>" for k, each in enumerate(RELATED))
    box = f"<aside class='related'><h3>Read more</h3><ul>{links}</ul></aside>"
    body = _paragraphs(text[:3]) + box + _paragraphs(text[3:])
    head = f"<title>{title}</title><meta property='article:published_time' content='{day}'>"
    html = _page(head, f"<article><h1>{title}</h1>{body}</article><div class='more-stories'>{box}</div>")
    return _case("related links", html, text, RELATED, day)


def pull_quotes(random_: random.Random, i: int) -> Case:
    """A sentence of the article set large beside it."""
    title, text = article(random_)
    day = f"2025-07-{1 + i:02}"
    pulled = text[2].split(". ")[-1]
    body = _paragraphs(text[:4]) + f"<blockquote class='pullquote'><p>{pulled}</p></blockquote>" + _paragraphs(text[4:])
    head = f"<title>{title}</title><meta property='article:published_time' content='{day}'>"
    return _case(
        "pull-quotes", _page(head, f"<article><h1>{title}</h1>{body}</article>"), text, (f"\n{pulled}\n",), day
    )


def newsletter(random_: random.Random, i: int) -> Case:
    """A box to sign up, an advertisement, a cookie notice inside the text."""
    title, text = article(random_)
    day = f"2025-06-{1 + i:02}"
    box = f"<div class='newsletter-signup'><p>{NEWSLETTER}</p><form><input name='mail'></form></div>"
    advert = f"<div class='ad-slot'><p>{ADVERT}</p></div>"
    body = _paragraphs(text[:2]) + box + _paragraphs(text[2:5]) + advert + _paragraphs(text[5:])
    head = f"<title>{title}</title><meta itemprop='datePublished' content='{day}'>"
    html = _page(head, f"<article><h1>{title}</h1>{body}</article>")
    return _case("newsletter box", html, text, (NEWSLETTER, ADVERT), day)


def comments(random_: random.Random, i: int) -> Case:
    """Readers' comments below, with later dates."""
    title, text = article(random_)
    day = f"2025-05-{1 + i:02}"
    said = "<div class='comments' id='comments'><h2>Comments</h2><div class='comment'>"
    said += f"<time datetime='2026-01-01'>1 January 2026</time><p>{COMMENT}</p></div></div>"
    head = f"<title>{title}</title>"
    body = (
        f"<article><h1>{title}</h1><time datetime='{day}T08:00' pubdate>{day}</time>{_paragraphs(text)}</article>{said}"
    )
    return _case("comments", _page(head, body), text, (COMMENT,), day)


def table_free(random_: random.Random, i: int) -> Case:
    """No semantic elements at all: divs and line breaks."""
    title, text = article(random_)
    day = f"2025-04-{1 + i:02}"
    head = f"<title>{title}</title><meta name='DC.date.issued' content='{day}'>"
    body = f"<div id='content'><div class='title'>{title}</div><div class='text'>{'<br><br>'.join(text)}</div></div>"
    side = "".join(f"<div class='teaser'><a href='/{k}'>{each}</a></div>" for k, each in enumerate(RELATED))
    return _case("divs", _page(head, f"{body}<div class='sidebar'>{side}</div>"), text, RELATED, day)


def live(random_: random.Random, i: int) -> Case:
    """A live-blog: entries with times, the newest first."""
    title, text = article(random_)
    day = f"2025-03-{1 + i:02}"
    head = f"<title>{title} - live</title><meta property='article:published_time' content='{day}T05:00:00Z'>"
    entries = "".join(
        f"<section class='entry'><h3><time datetime='{day}T{20 - k:02}:10'>{20 - k}:10</time></h3><p>{p}</p></section>"
        for k, p in enumerate(text)
    )
    return _case("live-blog", _page(head, f"<main><h1>{title}</h1>{entries}</main>"), text, (), day)


def listed(random_: random.Random, i: int) -> Case:
    """Subheadings, a list, a quotation as <blockquote>, a correction."""
    title, text = article(random_)
    day = f"2025-02-{1 + i:02}"
    head = f"<title>{title}</title><meta property='article:published_time' content='{day}'>"
    body = _paragraphs(text[:2]) + f"<h2>What is next</h2><ul><li>{text[2]}</li><li>{text[3]}</li></ul>"
    body += f"<blockquote><p>{text[4]}</p></blockquote>" + _paragraphs(text[5:])
    return _case("lists and quotes", _page(head, f"<article><h1>{title}</h1>{body}</article>"), text, (), day)


LAYOUTS = (plain, captions, json_ld, related, pull_quotes, newsletter, comments, table_free, live, listed)


def _ours(html: str) -> tuple[str, str | None]:
    from onrecord.ingest import Unreadable
    from onrecord.ingest.html import extract

    try:
        page = extract(html.encode(), url="https://varn-post.example/a")
    except Unreadable:
        return "", None
    return page.text, page.published


def _alone(html: str) -> tuple[str, str | None]:
    from htmldate import find_date
    from trafilatura import extract

    return extract(html, include_comments=False) or "", find_date(html, original_date=True)


def main() -> None:
    """Print recall, precision, F1 and the share of right days of both, by layout and in all."""
    held = cases()
    print(f"{'layout':18}{'Onrecord':>24}{'trafilatura, htmldate':>30}")
    totals = {name: [0, 0, 0, 0, 0] for name in ("ours", "alone")}
    for layout in dict.fromkeys(case.layout for case in held):
        shown = []
        for name, read in (("ours", _ours), ("alone", _alone)):
            counts = [0, 0, 0, 0, 0]
            for case in (case for case in held if case.layout == layout):
                text, day = read(case.html)
                text = f"\n{text}\n"
                found = sum(" ".join(each.split()) in " ".join(text.split()) for each in case.wanted)
                wrong = sum(each in text for each in case.unwanted)
                counts[0] += found
                counts[1] += len(case.wanted)
                counts[2] += wrong
                counts[3] += day == case.published
                counts[4] += 1
            totals[name] = [a + b for a, b in zip(totals[name], counts, strict=True)]
            shown.append(_told(counts))
        print(f"{layout:18}{shown[0]:>24}{shown[1]:>30}")
    print(f"{'all':18}{_told(totals['ours']):>24}{_told(totals['alone']):>30}")


def _told(counts: list[int]) -> str:
    found, wanted, wrong, days, pages = counts
    precision, recall = found / max(found + wrong, 1), found / max(wanted, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return f"F1 {f1:.3f}, days {days / pages:.2f}"


if __name__ == "__main__":
    main()
