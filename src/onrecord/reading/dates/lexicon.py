"""Words that name times: months, weekdays, units, numbers, holidays. All in small letters; no word is read twice."""

from __future__ import annotations

from onrecord.reading.nouns import words


def _table(pairs: str) -> dict[str, str]:
    """Words and what stands behind each."""
    parts = pairs.split()
    return dict(zip(parts[::2], parts[1::2], strict=True))


def _numbered(names: str, first: int = 1, step: int = 1) -> dict[str, int]:
    return {name: first + step * number for number, name in enumerate(names.split())}


MONTHS = {
    name: number
    for number, names in enumerate(
        (
            *("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug"),
            *("september sept sep", "october oct", "november nov", "december dec"),
        ),
        1,
    )
    for name in names.split()
}
#: Months that are other words or people's names too, or short for them.
DOUBTFUL_MONTHS = words("may march april june august jan mar jun jul sep dec")
#: Monday is 0.
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            *("monday mon", "tuesday tue tues", "wednesday wed", "thursday thu thur thurs", "friday fri"),
            *("saturday sat", "sunday sun"),
        )
    )
    for name in names.split()
}
SHORT_WEEKDAYS = words("mon tue tues wed thu thur thurs fri sat sun")
#: EDTF's numbers for seasons.
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
#: Units and how a duration writes them; T stands before those of the clock.
UNITS = _table(
    """
    second TS minute TM hour TH day D night D week W fortnight 2W weekend WE month M quarter 3M year Y decade 10Y
    century 100Y millennium 1000Y
    """
)
PLURALS = {unit + "s": unit for unit in UNITS} | _table(
    "centuries century millennia millennium mins minute hrs hour yrs year"
)
CLOCK_UNITS = words("second minute hour")
#: The unit that a frequency stands for, as a duration.
EVERY = _table(
    """
    hourly PT1H daily P1D nightly P1D weekly P1W fortnightly P2W monthly P1M quarterly P3M yearly P1Y annually P1Y
    annual P1Y
    """
)
NUMBERS = _numbered(
    """
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty
    """
) | _numbered("thirty forty fifty sixty seventy eighty ninety hundred", 30, 10)
ORDINALS = _numbered(
    """
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
    sixteenth seventeenth eighteenth nineteenth twentieth twenty-first
    """
)
DECADES = _numbered("twenties thirties forties fifties sixties seventies eighties nineties", 20, 10)
PARTS_OF_DAY = words("morning afternoon evening night lunchtime midday noon midnight dawn dusk")
DEICTIC_DAYS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
LAST = words("last past previous preceding")
NEXT = words("next coming following upcoming ensuing subsequent")
#: What counts from the day the story is at, not from the day it is told on.
NARRATIVE = words("previous preceding following ensuing subsequent same that")
EDGES = {"end": 1, "close": 1, "beginning": -1, "start": -1, "middle": 0, "turn": -1}
SOME = words("several few some many couple")
#: Words behind a number like 2000 that make it a count.
COUNTED = words(
    """
    people men women children troops soldiers jobs miles mile km kilometres kilometers tons tonnes feet ft metres
    meters dollars pounds euros units homes workers employees students voters times percent per degrees square cubic
    acres hectares words pages rubles roubles yuan rupees kg mw megawatts barrels votes seats members police
    officers civilians refugees migrants deaths cases dead wounded cars trucks vehicles hours days weeks months
    years bc bce residents families buildings houses households rooms beds calories copies prisoners protesters
    guests
    """
)
#: Fixed holidays: month and day.
HOLIDAYS = {
    ("christmas", "eve"): (12, 24),
    ("christmas", "day"): (12, 25),
    ("christmas",): (12, 25),
    ("boxing", "day"): (12, 26),
    ("new", "year", "eve"): (12, 31),
    ("new", "year", "day"): (1, 1),
    ("halloween",): (10, 31),
    ("valentine", "day"): (2, 14),
    ("may", "day"): (5, 1),
    ("veterans", "day"): (11, 11),
    ("armistice", "day"): (11, 11),
    ("bastille", "day"): (7, 14),
    ("juneteenth",): (6, 19),
    ("fourth", "of", "july"): (7, 4),
}
#: Holidays on the nth weekday of a month (negative: from its end): month, weekday, n.
FLOATING = {
    ("thanksgiving",): (11, 3, 4),
    ("thanksgiving", "day"): (11, 3, 4),
    ("memorial", "day"): (5, 0, -1),
    ("labor", "day"): (9, 0, 1),
    ("martin", "luther", "king", "day"): (1, 0, 3),
    ("presidents", "day"): (2, 0, 3),
    ("columbus", "day"): (10, 0, 2),
    ("mother", "day"): (5, 6, 2),
}
#: Days from Easter Sunday.
EASTER = {
    ("easter",): 0,
    ("easter", "sunday"): 0,
    ("easter", "monday"): 1,
    ("good", "friday"): -2,
    ("maundy", "thursday"): -3,
    ("palm", "sunday"): -7,
    ("ash", "wednesday"): -46,
    ("pentecost",): 49,
}
#: Days called by their date, where one of the words behind says that it is the event.
EVENT_DAYS = {(9, 11): 2001, (1, 6): 2021, (10, 7): 2023}
EVENT_WORDS = words(
    """
    attack attacks attackers hijackers hijackings insurrection riot riots rioters committee massacre defendants
    """
)
#: Hours from UTC of the zones that newspapers name.
ZONES = _table(
    """
    gmt Z utc Z est -05:00 edt -04:00 cst -06:00 cdt -05:00 mst -07:00 mdt -06:00 pst -08:00 pdt -07:00 bst +01:00
    cet +01:00 cest +02:00 msk +03:00 eet +02:00 eest +03:00 jst +09:00
    """
)
#: Words before a bare number that make it a year.
BEFORE_YEAR = words(
    """
    in since of from until till by before after early late mid during the through throughout circa around about to
    and between for spring summer autumn fall winter year is was again only back as than toward towards beyond
    elections election least an
    """
)
