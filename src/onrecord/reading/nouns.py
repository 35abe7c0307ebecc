"""Nouns that say what a source is: a person, a body, a paper; and who a pronoun or "the firm" may stand for.

The lists hold the head nouns that news reporting uses of its sources. A noun in none of them is judged by its form
(``-man``, ``-woman``, ``-ist``), and else left ``unknown``: nothing fails on a word that is missing here.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from onrecord.model import ActorKind

Gender = Literal["female", "male"]


def words(listed: str) -> frozenset[str]:
    """A word list as a set."""
    return frozenset(listed.split())


FEMALE = words(
    """
    actress aunt bride chairwoman congresswoman councilwoman daughter duchess empress girl girlfriend godmother
    grandmother granddaughter heiress hostess housewife lady landlady matriarch mayoress midwife mother mum
    niece nun policewoman princess queen saleswoman schoolgirl sister spokeswoman stepdaughter stepmother
    stewardess waitress widow wife woman businesswoman sportswoman servicewoman mom baroness
    """
)
MALE = words(
    """
    ayatollah baron bishop boy boyfriend brother businessman chairman congressman councilman duke emperor father
    friar gentleman godfather grandfather grandson husband imam king landlord lord man monk nephew policeman
    pope prince rabbi salesman schoolboy serviceman sheikh son spokesman sportsman stepfather stepson sultan
    uncle widower dad fisherman cameraman fireman gunman alderman ombudsman groom
    """
)
PERSON = (
    FEMALE
    | MALE
    | words(
        """
    academic accountant activist actor adviser advisor advocate agent aide alumnus ambassador analyst
    anthropologist applicant archaeologist archbishop architect archivist artist aspirant assistant astronomer
    astronaut athlete attorney auditor author banker bar barrister batter biologist blogger boss botanist bowler
    boxer brigadier broadcaster broker buyer cabinet-maker caller campaigner candidate captain cardinal
    caretaker carpenter celebrity chair chairperson challenger chancellor chaplain charge chef chemist chief
    child citizen claimant clergyman cleric clerk climatologist client climber coach coachman co-author co-chair
    co-founder co-owner coastguard collaborator colleague collector colonel columnist comedian commander
    commentator commissioner commissioner-general comptroller composer conductor conservationist consul
    consultant consumer contractor coordinator co-pilot coroner correspondent councillor councilor counsel
    counsellor counselor counterpart courier cousin creator critic curator customer cyclist dancer dean defector
    defendant defender delegate demographer demonstrator dentist deputy designer detainee detective developer
    diplomat director dispatcher dissident doctor donor driver drummer ecologist economist editor educator
    eldest elder elector electrician employee employer engineer entrepreneur envoy epidemiologist executive
    expert ex-president eyewitness farmer fellow fighter filmmaker financier firefighter fisher follower
    forecaster foreman forester founder friend fugitive gardener general geologist geographer geophysicist
    glaciologist goalkeeper governor graduate grandparent grocer grower guard guardian guest guide handler head
    headmaster headteacher head-teacher herder hiker historian host hostage hotelier hydrologist immigrant
    incumbent informant inmate insider inspector instructor interviewer interpreter inventor investigator
    investor jailer journalist judge juror justice keeper labourer laborer landowner lawmaker lawyer leader
    lecturer legislator librarian lieutenant linguist listener lobbyist looter magistrate major maker manager
    marshal mathematician mayor mechanic mediator member merchant meteorologist microbiologist midfielder
    migrant militant miner minister moderator monarch motorist mountaineer musician narrator negotiator neighbor
    neighbour neurologist nominee novelist nurse observer officer official oncologist operative opponent
    optician orderly organiser organizer owner painter pal parent parishioner parliamentarian participant
    partner passenger passer-by pastor patient patron pensioner performer person petitioner pharmacist
    philanthropist philosopher photographer physician physicist pilot plaintiff player playwright plumber poet
    politician pollster porter postmaster practitioner preacher predecessor premier presenter president priest
    principal prisoner producer professor programmer proprietor prosecutor protester protestor provost
    psychiatrist psychologist publisher publicist pundit pupil radiologist ranger reader realtor rebel
    receptionist recruit rector referee refugee registrar relative reporter representative rescuer researcher
    resident respondent retiree reverend reviewer rider rival roommate runner sailor scholar schoolteacher
    scientist scout scriptwriter secretary secretary-general seismologist seller senator sergeant servant
    settler shareholder shepherd sheriff shipowner shopkeeper shopper sibling singer skipper smuggler
    sociologist soldier solicitor someone soprano source speaker specialist spectator speechwriter spokesperson
    sprinter statistician steward stockbroker storekeeper strategist striker student successor superintendent
    supervisor supporter surgeon surveyor survivor suspect swimmer tailor teacher teammate teen teenager tenant
    theologian therapist tourist trader trainer translator traveler traveller treasurer trainee trawlerman
    trustee tutor twin umpire undersecretary under-secretary veteran vet vice-chair vice-chancellor
    vice-president vicar victim victor villager violinist virologist visitor voice volunteer voter warden
    whistleblower whistle-blower winemaker winger winner witness worker worshipper writer youngster youth
    zoologist adult bystander ethicist bride-to-be businessperson ex-wife ex-husband ex-minister co-director
    co-ordinator counterterrorism grandchild hydrographer interlocutor lexicographer mp mep mla superior toddler
    understudy bloke controller taoiseach admiral conservator user subscriber administrator constable
    headmistress master mistress harbourmaster harbormaster sponsor backer ally foe mentor optimist pessimist
    sceptic skeptic nobody everybody anybody somebody vice-chairman vulcanologist volcanologist parliamentary
    commissar curate organist grandmaster goatherd fishmonger paramedic psychotherapist oceanographer
    paleontologist palaeontologist bailiff baker barber barista beekeeper bookseller bookmaker brewer butcher
    butler carer cashier cleaner cobbler cook craftsman crofter custodian dairyman diver docker dockworker
    drover fireman fan gravedigger groundsman innkeeper jeweller jeweler jockey joiner lifeguard lorry-driver
    mason milkman millionaire billionaire newsagent potter publican roofer seamstress seafarer seaman
    stallholder steelworker tiler vendor vintner waiter weaver welder woodcutter
    """
    )
)
ORGANIZATION = words(
    """
    academy administration admiralty agency airline airport alliance army assembly association authority bank
    bloc board body branch brewer brewery broadcaster brokerage bureau business cabinet campaign carrier cartel
    centre center chain chamber charity church city clinic club coalition college command commission committee
    commonwealth community company confederation conglomerate congress consortium consulate consultancy
    contractor cooperative co-operative corporation council court customs delegation department developer
    directorate division dynasty embassy enterprise establishment exchange executive faction factory faculty
    federation fire-service firm force forces foundation franchise front fund gang government grouping group
    guild headquarters hospital house industry inspectorate institute institution insurer junta kingdom
    laboratory lab league legislature lender lobby ltd magazine maker manufacturer militia military ministry
    mission monitor monarchy movement municipality museum navy network newspaper newsroom office ombudsman
    operator opposition orchestra organisation organization palace panel paper parish parliament partnership
    party platform police post presidency press producer prosecution prosecutor's-office province publisher
    railway refinery regiment regime regulator retailer school secretariat senate service side society squad
    staff startup start-up state station studio subsidiary supplier syndicate task-force team theatre theater
    think-tank thinktank treasury tribunal troop trust union university utility vatican watchdog wing works
    workshop air-force airforce automaker carmaker chipmaker drugmaker shipbuilder steelmaker miner oilfield
    observatory archive unit cell taskforce initiative project programme radio television brigade archdiocese
    diocese registry duma bundestag knesset outlet agencies channel website tabloid daily weekly journal mine
    defence defense crown corps fraternity nonprofit non-profit ngo bench jury pollster family mediahouse county
    borough district village town republic nation country capital neighbour superpower
    """
)
COMPANY = words(
    """
    airline brewer brewery business carmaker carrier company conglomerate contractor corporation developer
    enterprise firm insurer lender maker manufacturer miner operator retailer startup start-up subsidiary
    supplier utility chipmaker drugmaker automaker shipbuilder steelmaker bank brokerage consultancy chain
    producer publisher group
    """
)
BODY = words("body organisation organization agency group institution outfit entity institute")
DOCUMENT = words(
    """
    ad account affidavit answer argument comment remark words views view cable entry stamp slide draft
    transcript agreement analysis announcement appeal application appraisal article assessment audit autopsy
    ballot bill biography blog blueprint book booklet briefing brochure bulletin calculation calendar caption
    census certificate charge charter circular claim clause code column commentary communique communiqué
    complaint contract convention correspondence dashboard data database decision declaration decree diary
    diktat directive dispatch dissertation document documentation dossier edict editorial email e-mail epitaph
    essay estimate evaluation evidence examination excerpt fax feature figures file filing filings findings
    flyer footnote forecast form guidance guideline guidelines handbook handout headline images index indictment
    inquest inquiry inscription instruction inventory investigation invoice itinerary journal judgment judgement
    label law lawsuit leaflet ledger legislation letter letters list log logbook manifesto manual manuscript map
    memo memoir memoirs memorandum message messages minutes model monograph motion newsletter note notes notice
    numbers obituary opinion order pact pamphlet paper papers paragraph passage petition placard plan plans
    plaque poll polls portrait post poster preface presentation printout probe proclamation profile programme
    program projection projections proposal prospectus protocol publication questionnaire readout receipt record
    recording records referendum register regulation reminder report reports reply research resolution response
    results review ruling rulings schedule script search sentence sign slogan speech spreadsheet statement
    statements statistics statute story studies study subpoena suit summary summons survey surveys synopsis
    telegram testimony text texts thesis timetable translation treaty tweet tweets update variant verdict
    version video voicemail warrant waybill webpage website white-paper will wording worksheet writ writings
    paper-trail tombstone headstone banner footage deal accord constitution budget whitepaper screenshot chart
    graph table
    """
)
#: Bodies that speak for a state or a place when its name stands before them ("the Moldovan government").
INSTITUTION = words(
    """
    administration agency airforce army authorities authority bank cabinet coastguard commission command
    congress consulate council court customs delegation department embassy federation government inspectorate
    intelligence junta legislature military militia ministry mission monarchy navy office opposition parliament
    police presidency prosecution secretariat senate service state treasury tribunal trust foundation university
    hospital club union association party regulator exchange institute regime republic board
    """
)
#: Heads that say nothing without what follows them ("people familiar with the matter").
GENERIC = words(
    """
    people person persons someone somebody those few some many others one source sources man men woman women
    anyone everyone several most two three five four half
    """
)
GROUP = words(
    """
    people police youth public media majority minority clergy crew crowd elite couple pair trio duo rest
    community electorate neighbours family relatives staff authorities residents locals officials others experts
    analysts critics supporters opponents some many most few both those everyone everybody several
    """
)
_IRREGULAR = {
    "men": "man",
    "women": "woman",
    "children": "child",
    "people": "person",
    "wives": "wife",
    "midwives": "midwife",
    "attorneys-general": "attorney-general",
    "passers-by": "passer-by",
}
_PERSON_ENDINGS = ("man", "woman", "ist", "ologist", "person", "ician", "maker", "keeper", "worker", "holder")


@lru_cache(maxsize=4096)
def singular(noun: str) -> str:
    """A noun's singular, lower case; the noun itself where it has no plural ending."""
    noun = noun.lower()
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    if noun in PERSON or noun in ORGANIZATION:
        return noun
    for plural, single in (("women", "woman"), ("men", "man"), ("ies", "y")):
        if noun.endswith(plural) and len(noun) > len(plural) + 1:
            return noun[: -len(plural)] + single
    if noun.endswith(("ches", "shes", "sses", "xes")):
        return noun[:-2]
    if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) and len(noun) > 3:
        return noun[:-1]
    return noun


@lru_cache(maxsize=4096)
def plural(noun: str) -> bool:
    """Does the noun stand for several ("officials", "police")?"""
    noun = noun.lower()
    return noun in GROUP or singular(noun) != noun


@lru_cache(maxsize=4096)
def kind_of(noun: str) -> ActorKind:
    """What a source headed by this noun is; ``group`` for several people or bodies."""
    noun = noun.lower()
    if noun in DOCUMENT and noun not in PERSON:
        return "document"
    one = singular(noun)
    if one in PERSON or noun in GROUP or one.endswith(_PERSON_ENDINGS):
        return "group" if plural(noun) else "person"
    if one in DOCUMENT:
        return "document"
    if one in ORGANIZATION or noun in ORGANIZATION:
        return "organization" if one == noun or noun in ORGANIZATION else "group"
    return "unknown"


@lru_cache(maxsize=4096)
def gender_of(noun: str) -> Gender | None:
    """The gender a role noun tells ("spokeswoman"), None where it tells none."""
    one = singular(noun)
    if one in FEMALE or one.endswith("woman"):
        return "female"
    if one in MALE or (one.endswith("man") and one not in {"human", "german", "roman", "ottoman", "woman", "layman"}):
        return "male"
    return None


#: What one calls somebody of another role ("the academic" for a professor), narrower words by the wider one.
_WIDER: dict[str, str] = {
    "party": "front movement alliance coalition league bloc congress union rally",
    "union": "federation association congress guild brotherhood alliance",
    "lobby": "association federation council union chamber",
    "agency": "organization organisation administration authority bureau service office department commission",
    "regulator": "authority commission agency administration office board",
    "watchdog": "authority commission agency institute office union association",
    "tribunal": "court commission",
    "court": "tribunal bench",
    "panel": "committee commission tribunal",
    "ministry": "department office",
    "university": "college institute school academy",
    "charity": "foundation trust fund",
    "movement": "front party alliance army coalition",
    "militia": "front army brigade forces movement",
    "newspaper": "daily weekly times post gazette herald tribune chronicle",
    "lender": "bank fund",
    "pollster": "institute agency",
    "academic": "professor lecturer researcher scholar historian fellow scientist economist sociologist reader don "
    "anthropologist philosopher linguist geographer",
    "expert": "analyst professor lecturer researcher scholar fellow scientist specialist economist "
    "consultant strategist",
    "analyst": "strategist economist expert researcher",
    "scientist": "researcher physicist chemist biologist geologist seismologist epidemiologist virologist ecologist "
    "glaciologist hydrologist meteorologist astronomer climatologist oceanographer volcanologist professor",
    "researcher": "scientist professor fellow scholar sociologist ecologist author",
    "doctor": "physician surgeon oncologist paediatrician pediatrician neurologist psychiatrist epidemiologist "
    "virologist radiologist gynaecologist",
    "lawmaker": "senator mp deputy congressman congresswoman representative legislator parliamentarian mep councillor "
    "member",
    "legislator": "senator mp deputy congressman congresswoman representative lawmaker",
    "politician": "minister president senator mp mayor governor chancellor premier deputy leader lawmaker councillor "
    "candidate",
    "leader": "president premier minister chairman chairwoman chair head chief king chancellor secretary-general",
    "official": "minister secretary director officer deputy commissioner spokesman spokeswoman spokesperson adviser "
    "envoy undersecretary inspector ambassador head",
    "diplomat": "ambassador envoy consul minister official",
    "envoy": "ambassador representative diplomat emissary mediator",
    "officer": "captain colonel major general sergeant lieutenant inspector superintendent brigadier commander "
    "detective constable",
    "commander": "general colonel major brigadier captain marshal",
    "lawyer": "attorney barrister solicitor counsel advocate prosecutor",
    "attorney": "lawyer counsel prosecutor barrister",
    "boss": "executive chief chairman director manager head coach president owner",
    "chief": "head director executive commissioner president chairman",
    "head": "director chief president chairman principal",
    "manager": "coach boss director",
    "coach": "manager trainer",
    "player": "striker midfielder defender goalkeeper winger captain forward batter bowler",
    "athlete": "runner swimmer cyclist sprinter boxer skier player marathoner winner",
    "journalist": "reporter editor correspondent columnist broadcaster presenter",
    "reporter": "journalist correspondent",
    "writer": "novelist author poet playwright columnist essayist",
    "author": "novelist writer poet historian researcher",
    "artist": "painter sculptor singer musician photographer",
    "musician": "singer violinist composer drummer pianist guitarist",
    "cleric": "priest imam bishop archbishop pastor rabbi vicar cardinal",
    "churchman": "bishop archbishop priest cardinal",
    "businessman": "executive entrepreneur owner founder magnate developer investor",
    "magnate": "businessman owner founder billionaire",
    "executive": "director manager president chief boss",
    "spokesman": "spokesperson secretary",
    "spokeswoman": "spokesperson secretary",
    "spokesperson": "spokesman spokeswoman",
    "premier": "minister",
    "monarch": "king queen emperor sultan",
    "judge": "justice magistrate",
    "magistrate": "judge justice",
    "veteran": "soldier officer player",
    "parent": "mother father",
    "aide": "adviser spokesman spokeswoman secretary",
    "adviser": "aide advisor strategist",
    "teacher": "schoolteacher headteacher lecturer",
    "farmer": "grower herder rancher",
    "witness": "eyewitness driver",
    "defendant": "accused suspect",
}


@lru_cache(maxsize=4096)
def wider(noun: str) -> frozenset[str]:
    """The narrower nouns that this one may stand for later ("official" for a minister)."""
    return frozenset(_WIDER.get(noun, "").split())
