"""The words that names are made of: courtesy titles, offices, what bodies and places end in.

They tell "Interior Minister Lorena Ruiz" (a person, and her role) from "Interior Ministry" (a body) and "Long Lake"
(a place). Compared in folded form: lower case, no accents, no full stops.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from onrecord.reading.nouns import Gender, words


def fold(word: str) -> str:
    """A word for comparing: lower case, without accents, full stops, quotation marks and possessive."""
    return _fold(word)


# Letters that don't decompose into a plain one and a mark.
_BARRED = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe"})


@lru_cache(maxsize=16384)
def _fold(word: str) -> str:
    word = word.lower().replace("’", "'").removesuffix("'s").strip("\"'“”‘’().,-‑")
    if not word.isascii():
        word = word.translate(_BARRED)
        word = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    return word.replace(".", "").replace("'", "").replace("‑", "-")


#: Titles that are no role, with the gender they tell.
_COURTESY: dict[Gender | None, frozenset[str]] = {
    "male": words(
        "mr messrs sir lord don sheikh ayatollah imam pope king prince mullah haji alhaji dato datuk baron emperor"
    ),
    "female": words("mrs ms miss mme dame lady sister sheikha queen princess daw hajia baroness"),
    None: words("mx dr prof professor rabbi pastor reverend rev hon alias"),
}
#: Titles that are no role, with the gender they tell.
COURTESY = {title: gender for gender, titles in _COURTESY.items() for title in titles}
#: Offices and ranks that stand before a name.
OFFICES = words(
    """
    president vice-president cllr member whip majority minority secretary-designate president-elect elder vice
    prime minister premier chancellor secretary undersecretary senator sen sens representative rep reps governor
    gov mayor councillor councilor councilman councilwoman congressman congresswoman chairman chairwoman chair
    chairperson chief director general gen colonel col major maj captain capt lieutenant lt sergeant sgt
    corporal cpl commander cmdr brigadier brig admiral adm marshal inspector insp superintendent supt detective
    det constable officer judge justice magistrate attorney ambassador amb envoy commissioner speaker deputy
    spokesman spokeswoman spokesperson coach manager bishop archbishop cardinal patriarch emir sultan crown tsar
    ceo cfo coo mp mep mla tsarina treasurer solicitor prosecutor adviser coroner dean provost rector leader
    head candidate md co-chair secretary-general director-general attorney-general governor-general
    vice-chancellor vice-chairman dsp acp asp cp igp engr barr chieftain hon'ble taoiseach tánaiste td principal
    doctor private staff-sergeant sub-inspector
    """
)
#: What places end in.
PLACES = words(
    """
    airport avenue bay beach bridge canal city coast county desert district east fjord fort gardens glacier gulf
    harbor harbour heights hotel island islands isle isthmus mount mountain mountains ocean peninsula plateau
    plaza port prairie prison province quarter region reservoir river road sea shore south square stadium
    station strait straits street terrace town tower valley village volcano border highway railway delta
    crossing saloum steppe oblast building palace cathedral mosque theatre theater arena wharf
    """
)
#: What places begin with.
PLACE_BEGINNERS = words("los las new north south east west san santa el la great upper lower mount lake port fort")
#: What the names of bodies and firms contain.
BODIES = words(
    """
    academy agency alliance army assembly association authority bank board brigade brigades bureau cabinet
    centre center chamber church club coalition college command commission committee community company
    conference confederation congress convention cooperative corporation council court department division duma
    embassy energy exchange federation forum foundation front fund group guard guards hospital house industries
    initiative inspectorate institute institution laboratory league ledger media ministry mission movement
    museum navy network news newspaper observatory office organisation organization parliament partners party
    petroleum police post press project programme program radio railways review secretariat senate service
    services society studios syndicate task team telegraph television times treasury tribunal tribune trust tv
    union united university utilities watch works airlines airways aviation motors holdings capital technologies
    systems solutions pharmaceuticals resources research consulting associates analytics bancorp financial
    insurance logistics shipping mining metals steel oil gas power electric telecom lines polls polling insights
    courier herald gazette chronicle sentinel guardian observer daily weekly
    """
)
#: What the last word of "Ministry of Labour and Social Affairs" may be: a body's name goes on over its "and".
SUBJECTS = words(
    """
    food drug affairs agriculture commerce cooperation co-operation communications culture customs defence
    defense development economy education energy environment finance fisheries forestry foreign health human
    housing industry information infrastructure interior investment justice labor labour livestock medicine
    mines natural policy privacy planning power prevention protection public research rights rural science
    sciences security services social sport sports statistics studies technology tourism trade transport
    veterans water welfare women works youth control immigration excise revenue irrigation nutrition atmospheric
    oceanic arts crafts democracy governance engineering mechanics geology ecology geophysics strategy strategic
    international
    """
)

#: Adherents of parties: persons, not names.
PARTISANS = words(
    "democrat republican conservative liberal socialist communist labourite tory green nationalist islamist unionist"
)

#: What firms are registered as, behind their names.
REGISTERED = words("plc ag gmbh nv sa spa ab asa oy kk bhd pty llc llp ltd inc corp co")
