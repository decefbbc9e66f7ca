"""Dutch: high confidence.

The lists are written from knowledge of the language and were compared with parallel user interface strings.
"""

from .model import Confidence, Language, Numerals, WordList

DUTCH = Language(
    code="nl",
    name="Dutch",
    confidence=Confidence.HIGH,
    negation=WordList(
        words="""
            evenmin geen geenszins nee neen nergens niemand niet niets niks noch nooit onmogelijk
            zonder
        """,
        phrases="""
            in plaats van
        """,
        patterns=r"""
            (?:ontbr[ae]+k|ontken|verb[oi][eo]?d|weiger)\w*
            (?:ge)?weigerd\w*
        """,
    ),
    modal=WordList(
        words="""
            kan kon konden kunnen kunt mag mocht mochten moest moesten moet moeten mogen wil wilde
            wilden willen zal zou zouden zullen
        """,
    ),
    condition=WordList(
        words="als anders hoewel indien mits of tenzij totdat wanneer zolang",
        phrases="""
            in het geval
            ook al
        """,
    ),
    hedge=WordList(
        words="""
            blijkbaar kennelijk leek leken misschien mogelijk schijnbaar vermoedelijk volgens
            waarschijnlijk wellicht zogenaamd
        """,
        phrases="""
            men zegt
            naar verluidt
        """,
        patterns=r"""
            beweer\w+
            lijk(?:en|t)
            schijn(?:en|t)
            sommigen (?:beweren|denken|zeggen)
            vermeende?
            zogehete\w*
            zogenaamde
        """,
    ),
    limit=WordList(
        words="""
            alleen amper behalve bijna circa enkel gedeeltelijk gewezen haast hooguit maar minstens
            nauwelijks ongeveer pas slechts uitgezonderd vrijwel vroegere zelden
        """,
        phrases="""
            meer dan
            minder dan
            niet meer
            nog niet
            ten minste
        """,
        patterns=r"""
            ex-\w+
            oud-\w+
            voormalige?
        """,
    ),
    pseudo=WordList(
        words="niettegenstaande niettemin",
        phrases="""
            al dan niet
            niet alleen
            niet enkel
            niet minder dan
            niet slechts
            niet zelden
            niets anders dan
            niets dan
            zonder meer
            zonder twijfel
        """,
    ),
    doubtful=WordList(
        words="anders enkel haast maar mogelijk of pas",
        patterns=r"""
            als(?! (?:de|deze|die|dit|er|het|hij|iemand|ik|je|jij|jullie|men|niemand|u|we|wij|ze|zij)\b)
        """,
    ),
    abbreviations="Dr Mr Prof St bijv blz ca dhr dr drs enz evt ir jhr mevr mr nl nr prof resp vgl",
    before=4,
    after=6,
    follows="condition hedge modal negation",
    clause_words="en maar of want",
    numerals=Numerals(
        cardinals="""\
0 nul
1 één een eén
3/2 anderhalf anderhalve
2 twee tweeën
5/2 tweeënhalf tweeënhalve
3 drie drieën
7/2 drieënhalf drieënhalve
4 vier vieren
9/2 vierenhalf
5 vijf vijven
6 zes zessen
7 zeven
8 acht
9 negen
10 tien
11 elf
12 twaalf
13 dertien
14 veertien
15 vijftien
16 zestien
17 zeventien
18 achttien
19 negentien
20 twintig
30 dertig
40 veertig
50 vijftig
60 zestig
70 zeventig
80 tachtig
90 negentig""",
        ones="een eén",
        scales="""\
12 dozijn
100 honderd
1000 duizend
1000000 miljoen
1000000000 miljard
1000000000000 biljoen""",
        bare="honderd duizend",
        joiners="en",
        ranges="à of tot",
        minus="min",
        abbreviations="""\
1000000 mln mln.
1000000000 mld mld.""",
        attached="1000 k K",
        ordinal_endings="e ste de",
        fractions="""\
3 derde
4 kwart vierde
5 vijfde
6 zesde
7 zevende
8 achtste
9 negende
10 tiende
20 twintigste
100 honderdste
1000 duizendste""",
        halves="half halve helft",
        times="""\
2 dubbel dubbele tweemaal tweevoudig
3 driemaal drievoudig
4 viermaal
10 tienmaal
100 honderdmaal""",
        lookalikes=r"""
            half (?:een|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf)
            in acht (?=ge?n[eo]m\w+|nem\w+|te)
            op één na
        """,
        compound="{unit}{ten}",
        compound_units="""\
1 eenen éénen
2 tweeën tweeen
3 drieën drieen
4 vieren
5 vijfen
6 zesen
7 zevenen
8 achten
9 negenen""",
        compound_joints="en",
    ),
    decimal=",",
    grouping=".",
    percent="{}%",
    percent_words="procent",
    months=(
        "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
        "|jan|feb|mrt|apr|jun|jul|aug|sep|sept|okt|nov|dec"
    ),
    clock=r"(?<=[.:]\d\d )uur",
    currencies="euro=€ dollar=$",
    quotation_marks="‘ ’ “ ”",
    elisions="[…] [...] … ... (…) (...)",
    articles="de een het 't",
    pairs="een/één voor/vóór",
    beginnings="""
        - a
        - e
        voor ver
        hyper hypo
        inter intra
        macro micro
        pre pro
    """,
    endings="""
        ose ase
        sen son
        berg burg
    """,
    inflections="- e n s t en",
    conjunction=" en ",
)

SCRIPT = "Latn"
TAGS = {"nl": DUTCH}
