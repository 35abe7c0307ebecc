"""The gazetteer's package data, from the public-domain part of the corpora: python -m training gazetteer.

Of the leaders, only rows whose source is the factbook are taken; ends that were taken from REIGN, whose data may not be
passed on, are forgotten and stated as what the factbook alone tells: at the latest when the next holder it names began.
What was added by hand (names that as often mean something else, faults of the source) stands in gazetteer_own.csv.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

from onrecord.edtf import bounds
from onrecord.gazetteer.spelling import key, likeness, name_words, person_name

OWN = Path(__file__).with_name("gazetteer_own.csv")
Row = dict[str, str]

#: No edition of the factbook between these was seen, and before them one a year (README of the corpora).
_GAP = (date(2017, 12, 1), date(2020, 11, 30))
_YEAR, _QUARTER = timedelta(days=365), timedelta(days=91)
_REIGN = "end from REIGN"
_STATE, _GOVERNMENT, _BOTH = "state", "government", "both"
_OFFICES = {"head_of_state": _STATE, "head_of_government": _GOVERNMENT, "both": _BOTH}
_VAGUE_START = ("start not stated", "listed in this office again", "president listed as head of government")
_SECOND_DATE = re.compile(r"source also says ((?:[\d-]+(?:, )?)+)")
_CORRECTED = re.compile(r"source says ([\d-]+); year corrected")
_UNSEEN = re.compile(r"not observed ([\d-]+) to")
_ROYAL_AND = re.compile(r"^(?:King|Queen|Sultan|Amir|Emir) and ")
_NICKNAME = re.compile(r"""\s*(?:"([^"]+)"|(?<!\w)'([^']+)'(?!\w)|\(([^)]+)\))""")


def build(countries: Path, leaders: Path, out: Path) -> dict[str, int]:
    """Write OUT/gazetteer/*.csv; the number of rows of each file.

    Raises ValueError where a correction in gazetteer_own.csv finds nothing to correct.
    """
    own = _Own(_rows(OWN))
    nations = [_country(row, own) for row in _rows(countries / "countries.csv")]
    bodies = _organizations(countries, own)
    metonyms = _metonyms(countries, bodies, {row["iso3"] for row in nations}, own)
    tables = {
        "countries": sorted(nations, key=lambda row: row["name"]),
        "metonyms": metonyms,
        "members": _members(countries, bodies),
        "organizations": [{name: cell for name, cell in row.items() if name != "code"} for row in bodies],
        "terms": _terms(leaders, own),
    }
    own.check()
    folder = out / "gazetteer"
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        text = io.StringIO()
        writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        (folder / f"{name}.csv").write_text(text.getvalue(), encoding="utf-8")
    return {name: len(rows) for name, rows in tables.items()}


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _listed(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


class _Own:
    """What was added by hand; every line must find what it changes (of the entities that are there at all)."""

    def __init__(self, rows: list[Row]) -> None:
        self._rows = {(row["change"], row["of"], row["name"]): row["to"] for row in rows}
        self._seen: set[str] = set()
        self._done: set[tuple[str, str, str]] = set()

    def take(self, change: str, of: str, name: str) -> str | None:
        """What the name is changed to; None where nothing is."""
        self._seen.add(of)
        if (change, of, name) in self._rows:
            self._done.add((change, of, name))
        return self._rows.get((change, of, name))

    def names(self, change: str, of: str) -> list[str]:
        """The names of an entity that a change is about."""
        found = [name for kind, entity, name in self._rows if (kind, entity) == (change, of)]
        for name in found:
            self.take(change, of, name)
        return found

    def names_of(self, of: str, row: Row) -> Row:
        """The row of a country or body with its names corrected, and those that are weak."""
        for column in ("aliases", "local", "capitals"):
            if column in row:
                row[column] = "; ".join(n for n in _listed(row[column]) if self.take("drop", of, n) is None)
        row["aliases"] = "; ".join(_listed(row["aliases"]) + self.names("alias", of))
        known = [row["name"], row["acronym"] if "acronym" in row else row["formal"]]
        for column in ("aliases", "local", "capitals"):
            known += _listed(row.get(column, ""))
        row["weak"] = "; ".join(dict.fromkeys(name for name in known if self.take("weak", of, name) is not None))
        return row

    def check(self) -> None:
        """Raises ValueError for the first change that was of no use."""
        for change, of, name in self._rows:
            if of in self._seen and (change, of, name) not in self._done:
                raise ValueError(f"{OWN.name}: {change} {of} {name}: there is no such name")


def _country(row: Row, own: _Own) -> Row:
    local = [re.sub(r"\s*\([^)]*\)", "", part).strip() for part in re.split(r"/| or ", row["local_name"])]
    made = {
        "iso3": row["iso3"],
        "iso2": row["iso2"],
        "name": row["name"],
        "formal": row["formal_name"] if row["formal_name"] != row["name"] else "",
        "aliases": "; ".join(name.removeprefix("the ") for name in _listed(row["aliases"])),
        "weak": "",
        "local": "; ".join(name for name in dict.fromkeys(local) if name and name != row["name"]),
        "singular": row["noun_singular"],
        "plural": row["noun_plural"],
        "adjective": row["adjective"],
        "capitals": row["capitals"],
        "status": row["status"],
        # Names of a state that the factbook does not list were written by hand.
        "source": "factbook" if row["fips"] else "own",
    }
    return own.names_of(row["iso3"], made)


def _organizations(folder: Path, own: _Own) -> list[Row]:
    found = []
    for row in _rows(folder / "organizations.csv"):
        made = {name: row[name] for name in ("name", "acronym", "aliases")}
        made |= {"weak": "", "type": row["type"], "seat": row["seat_city"], "seat_iso3": row["seat_iso3"]}
        made |= {"code": row["factbook_code"], "source": "own"}
        found.append(own.names_of(row["name"], made))
    return found


def _metonyms(folder: Path, bodies: list[Row], codes: set[str], own: _Own) -> list[Row]:
    full = {row["acronym"]: row["name"] for row in bodies if row["acronym"] not in codes}
    found = []
    for row in _rows(folder / "metonyms.csv"):
        surface, of = row["surface"], full.get(row["stands_for"], row["stands_for"])
        weak = own.take("weak", of, surface) is not None
        note = re.sub(r"(\d{4})(?=[a-z])", r"\1; ", row["note"])
        ambiguous = "1" if weak else row["ambiguous"]
        made = {"surface": surface, "of": of, "body": row["body"], "ambiguous": ambiguous, "note": note}
        found.append(made | {"source": "own"})
    return found


def _members(folder: Path, bodies: list[Row]) -> list[Row]:
    """One row for each body, status and source, with its members' codes."""
    names = {row["code"]: row["name"] for row in bodies if row["code"]}
    found: dict[tuple[str, str, str], list[str]] = {}
    for row in _rows(folder / "memberships.csv"):
        status = re.sub(r"(?<=r)s$", "", row["status"].split(",")[0])
        if row["organization"] in names and not status.isdigit():
            found.setdefault((names[row["organization"]], status, row["source"]), []).append(row["country_iso3"])
    return [
        {"organization": name, "status": status, "members": " ".join(sorted(codes)), "source": source}
        for (name, status, source), codes in sorted(found.items())
    ]


@dataclass(frozen=True)
class _Spell:
    """A row of leaders.csv on its way; ``until`` is as the source has it, blank for one in office."""

    iso3: str
    office: str
    title: str
    name: str
    surname: str
    also: str
    since: str
    until: str
    acting: str
    note: str
    seen: str = ""
    person: str = field(default="")

    def shares_office(self, other: _Spell) -> bool:
        """Are both heads of the state, or both of the government?"""
        return self.iso3 == other.iso3 and (_BOTH in (self.office, other.office) or self.office == other.office)


def _terms(folder: Path, own: _Own) -> list[Row]:
    spells = [
        spell
        for row in _rows(folder / "leaders.csv")
        if row["source"] == "factbook" and not (row["since"] and row["since"] == row["until"])
        for spell in _spells(row, own)
    ]
    spells = _without_borrowed_titles(spells)
    groups: dict[str, list[_Spell]] = {}
    for spell in spells:
        groups.setdefault(spell.iso3, []).append(spell)
    rows = []
    for iso3, group in sorted(groups.items()):
        people = _people(iso3, group, own)
        for spell in sorted(_dated(group), key=lambda s: (bounds(s.since)[0], s.office, s.name)):
            person = people[spell.name]
            rows.append(
                {
                    "iso3": iso3,
                    "office": spell.office,
                    "title": spell.title,
                    "name": spell.name,
                    "surname": spell.surname,
                    "person": person if person != spell.name else "",
                    "also": spell.also,
                    "since": spell.since,
                    "until": spell.until,
                    "seen": spell.seen,
                    "acting": spell.acting,
                    "source": "factbook",
                }
            )
    return rows


def _spells(row: Row, own: _Own) -> Iterator[_Spell]:
    """The spells of one row: several where it names several people."""
    iso3 = row["country_iso3"]
    plural = " , " in row["name_source"]
    for name, source in zip(
        row["name"].split(" , ") if plural else [row["name"]],
        row["name_source"].split(" , ") if plural else [row["name_source"]],
        strict=True,
    ):
        if own.take("no-term", iso3, name) is not None:
            continue
        words, capitals = _bare(name), _bare(source)
        if plural:
            words, capitals = words[words[0] == "Presidents" :], capitals[capitals[0] == "Presidents" :]
        title = own.take("title", iso3, name)
        others = " ".join(found for match in _NICKNAME.findall(source) for found in match if found)
        yield _Spell(
            iso3,
            _OFFICES[row["office"]],
            row["title"].replace("Prime minister", "Prime Minister") if title is None else title,
            " ".join(words),
            _surname(words, capitals),
            " ".join(word.capitalize() if word.isupper() else word for word in others.split()),
            row["since"],
            row["until"],
            row["acting"],
            row["note"],
        )


def _bare(name: str) -> list[str]:
    """A name's words without nicknames and other forms in quotation marks or brackets."""
    return [re.sub(r"^([a-z])\.$", lambda m: f"{m[1].upper()}.", word) for word in _NICKNAME.sub("", name).split()]


def _surname(words: list[str], capitals: list[str]) -> str:
    """What the source writes in capitals, as it is naturally written; blank where that is nothing."""

    def marked(word: str) -> bool:
        parts = [re.sub(r"[^\w]|_", "", part) for part in word.split("-")]
        return any(len(part) > 1 and part.isupper() for part in parts)

    at = [i for i, word in enumerate(capitals) if marked(word)]
    numbers = [i for i in at if re.fullmatch("[IVX]+", capitals[i])]
    at = [i for i in at if i not in numbers or i - 1 in at or len(at) == 1]
    return " ".join(words[at[0] : at[-1] + 1]).rstrip(",") if at else ""


def _without_borrowed_titles(spells: list[_Spell]) -> list[_Spell]:
    """A head of government who bears the king's title and dates bears them by a fault of the source."""
    found = []
    for spell in spells:
        if spell.office == _GOVERNMENT and _ROYAL_AND.match(spell.title):
            king = next((s for s in spells if s.iso3 == spell.iso3 and s.office == _STATE and not s.until), None)
            if king and king.name != spell.name:
                since = f"[{spell.since}..]" if king.since == spell.since else spell.since
                spell = replace(spell, title=_ROYAL_AND.sub("", spell.title), since=since)
        found.append(spell)
    return found


def _dated(group: list[_Spell]) -> list[_Spell]:
    """The spells of a country with their dates as EDTF, uncertainty and all."""
    started = [replace(spell, since=_since(spell, group)) for spell in group]
    found = []
    for old, spell in zip(group, started, strict=True):
        last = bounds(spell.since)[1]
        later = [
            (bounds(other.since)[0], other)
            for raw, other in zip(group, started, strict=True)
            if other is not spell and spell.shares_office(other) and _day(raw.since) > _day(old.since)
        ]
        following = min(later, key=lambda pair: pair[0], default=(None, None))[1]
        at = next((other for raw, other in zip(group, started, strict=True) if raw.since == old.until), None)
        until, seen = ".." if not old.until else at.since if at else old.until, ""
        unseen = _UNSEEN.search(spell.note)
        if not _of_the_factbook(old, group):
            # Somebody the factbook doesn't know of came between: for less than the time between two editions.
            until = _within(_unseen(bounds(following.since)[0], _YEAR), following.since, last) if following else ""
        elif "vacant" in spell.note:
            until, seen = f"{old.until}?", max(_unseen(_day(old.until), _YEAR), last).isoformat()
        elif unseen and until != "..":
            seen = max(unseen[1], old.since[: len(unseen[1])])
            until = until if until.startswith("[") else f"{until}?"
        found.append(replace(spell, until=until, seen=seen))
    return found


def _of_the_factbook(spell: _Spell, group: list[_Spell]) -> bool:
    """Does the end of a spell stand in the factbook: as the start of another, or since the office was seen vacant?"""
    if _REIGN in spell.note:
        return False
    return not spell.until or "vacant" in spell.note or any(s.since == spell.until for s in group)


def _since(spell: _Spell, group: list[_Spell]) -> str:
    """The start of a spell in EDTF: one date, or a set where the source wavers or only tells when it saw one first."""
    note, since = spell.note, spell.since
    if match := _SECOND_DATE.search(note):
        near = {d for d in match[1].split(", ") if abs(_day(d) - _day(since)) < _YEAR}
        return f"[{','.join(sorted(near | {since}))}]" if near else since
    if (match := _CORRECTED.search(note)) and match[1] < since:
        return f"[{match[1]},{since}]"
    if any(words in note for words in _VAGUE_START):
        before = [s for s in group if s is not spell and s.shares_office(spell) and _day(s.since) < _day(since)]
        last = max(before, key=lambda s: _day(s.since), default=None)
        if last and last.until and _day(last.until) < _day(since) and _of_the_factbook(last, group):
            return f"[{last.until}..{since}]"  # the office stood empty, for all that the source tells
        step = _QUARTER if _day(since) > _GAP[1] else _YEAR
        return _within(_unseen(_day(since), step), since, _day(last.since) if last else date.min)
    return since


def _unseen(day: date, step: timedelta) -> date:
    """From when on, before a day, the source may not have been seen, if it mostly was at such steps."""
    if _GAP[0] < day <= _GAP[1]:
        return _GAP[0]
    return _GAP[1] if _GAP[0] <= day - step <= _GAP[1] else day - step


def _within(first: date, last: str, not_before: date) -> str:
    """The set of the days from a first one, not before another, to a last one."""
    first = max(first, not_before)
    end = bounds(last)[1]
    return f"[{first}..{last if len(last) in (7, 10) and last[0] != '[' else end}]" if first < end else last


def _day(text: str) -> date:
    return bounds(text)[0]


def _people(iso3: str, group: Iterable[_Spell], own: _Own) -> dict[str, str]:
    """For each spelling of a name the one that its bearer goes by here: the last."""
    latest: dict[str, _Spell] = {}
    found: dict[str, str] = {}
    for spell in sorted(group, key=lambda s: _day(s.since), reverse=True):
        if spell.name in found:
            continue
        told = own.take("person", iso3, spell.name)
        found[spell.name] = told or next((n for n, other in latest.items() if _same(spell, other)), spell.name)
        latest.setdefault(found[spell.name], spell)
    return found


def _same(one: _Spell, other: _Spell) -> bool:
    names = person_name(one.name, one.surname), person_name(other.name, other.surname)
    if key(one.name) == key(other.name):
        return True
    if min(len(names[0].words), len(names[1].words)) < 2:
        return False
    return max(likeness(name_words(one.name), names[1]), likeness(name_words(other.name), names[0])) > 0.87
