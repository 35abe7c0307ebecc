"""The forms of an English verb or noun."""

from __future__ import annotations

_IRREGULAR = {
    lemma: tuple(others.split())
    for lemma, others in (
        line.split(": ")
        for line in """
        agree: agrees agreed agreeing
        arise: arises arose arisen arising
        be: is are was were been being am
        bear: bears bore borne bearing
        beat: beats beaten beating
        begin: begins began begun beginning
        bid: bids bidding
        bow: bows bowed bowing
        break: breaks broke broken breaking
        bring: brings brought bringing
        build: builds built building
        buy: buys bought buying
        call: calls called calling
        cut: cuts cutting
        decree: decrees decreed decreeing
        die: dies died dying
        drive: drives drove driven driving
        feed: feeds fed feeding
        fight: fights fought fighting
        find: finds found finding
        flee: flees fled fleeing
        fly: flies flew flown flying
        forbid: forbids forbade forbidden forbidding
        force: forces forced forcing
        forgive: forgives forgave forgiven forgiving
        freeze: freezes froze frozen freezing
        gas: gasses gassed gassing
        get: gets got gotten getting
        give: gives gave given giving
        go: goes went gone going
        hijack: hijacks hijacked hijacking
        hit: hits hitting
        hold: holds held holding
        keep: keeps kept keeping
        kidnap: kidnaps kidnapped kidnapping kidnaped
        lay: lays laid laying
        lead: leads led leading
        leave: leaves left leaving
        let: lets letting
        lose: loses lost losing
        make: makes made making
        meet: meets met meeting
        overthrow: overthrows overthrew overthrown overthrowing
        override: overrides overrode overridden overriding
        pay: pays paid paying
        put: puts putting
        quit: quits quitting
        ram: rams rammed ramming
        rise: rises rose risen rising
        seek: seeks sought seeking
        sell: sells sold selling
        send: sends sent sending
        set: sets setting
        shake: shakes shook shaken shaking
        shoot: shoots shot shooting
        shut: shuts shutting
        sink: sinks sank sunk sinking
        sit: sits sat sitting
        slay: slays slew slain slaying
        speak: speaks spoke spoken speaking
        stand: stands stood standing
        stage: stages staged staging
        steal: steals stole stolen stealing
        strike: strikes struck stricken striking
        swear: swears swore sworn swearing
        take: takes took taken taking
        tear: tears tore torn tearing
        throw: throws threw thrown throwing
        unfreeze: unfreezes unfroze unfrozen unfreezing
        uphold: upholds upheld upholding
        veto: vetoes vetoed vetoing
        win: wins won winning
        withdraw: withdraws withdrew withdrawn withdrawing
        withhold: withholds withheld withholding
        write: writes wrote written writing
        """.strip().splitlines()
    )
    for lemma in [lemma.strip()]
}
_VOWELS = "aeiou"
_DOUBLED = frozenset(
    [
        "ban",
        "bar",
        "stab",
        "stop",
        "expel",
        "rebel",
        "slam",
        "rob",
        "drop",
        "scrap",
        "nab",
        "step",
        "plan",
        "rip",
        "rig",
        "bug",
        "tap",
        "jam",
        "gag",
        "mob",
        "ship",
        "whip",
        "trip",
        "quit",
        "cap",
        "commit",
        "permit",
        "admit",
        "submit",
        "transfer",
        "defer",
        "refer",
        "compel",
        "propel",
        "repel",
        "patrol",
        "control",
        "outfit",
        "pin",
        "tip",
        "slap",
        "shun",
    ]
)
_NO_PLURAL_S = frozenset(["troops", "forces", "police", "talks", "sanctions", "charges", "hostilities", "reparations"])


def forms(verb: str) -> tuple[str, ...]:
    """A verb's forms, itself first: "ban" gives ban, bans, banned, banning."""
    known = _IRREGULAR.get(verb)
    if known is not None:
        return (verb, *known)
    if verb in _DOUBLED:
        stem = verb + verb[-1]
        return verb, plural_of(verb), stem + "ed", stem + "ing"
    if verb.endswith("ie"):
        return verb, verb + "s", verb + "d", verb[:-2] + "ying"
    if verb.endswith("ee"):
        return verb, verb + "s", verb + "d", verb + "ing"
    if verb.endswith("e"):
        return verb, verb + "s", verb + "d", verb[:-1] + "ing"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    return verb, plural_of(verb), verb + "ed", verb + "ing"


def participle(form: str) -> bool:
    """Can it be a past participle, as after "was"?"""
    return form.endswith(("ed", "en", "wn", "ne")) or form in _PARTICIPLES


def past_alike(form: str) -> bool:
    """Is a base form its own past tense ("shut", "hit")?"""
    return form in _PAST_ALIKE


def plural_of(noun: str) -> str:
    """A regular noun's plural (a verb's third person): "clash" gives clashes, "rally" rallies."""
    if noun in _NO_PLURAL_S:
        return noun
    if noun.endswith(("s", "sh", "ch", "x", "z")):
        return noun + "es"
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        return noun[:-1] + "ies"
    return noun + "s"


_PARTICIPLES = frozenset(
    form for verb, known in _IRREGULAR.items() for form in (verb, *known) if not form.endswith("ing")
)
_PAST_ALIKE = frozenset(["hit", "cut", "shut", "put", "set", "quit", "let", "bid", "beat"])
