"""Swedish: good confidence.

The lists are written from knowledge of the language and were compared with parallel user interface strings.
"""

from .model import Confidence, Language, Numerals, WordList

SWEDISH = Language(
    code="sv",
    name="Swedish",
    confidence=Confidence.GOOD,
    negation=WordList(
        words="""
            aldrig ej icke inga ingalunda ingen ingenstans ingenting inget inte intet nej omöjligt
            utan varken
        """,
        phrases="""
            i stället för
            istället för
        """,
        patterns=r"(?:förbj|förbud|förnek|sakna|vägra)\w*",
    ),
    modal=WordList(
        words="""
            borde bör fick får kan kunde kunna lär må måste måtte ska skall skulle torde vill ville
        """,
    ),
    condition=WordList(
        words="annars fastän förutsatt huruvida huvida ifall om såvida tills",
        phrases="""
            som om
            under förutsättning
            även om
        """,
    ),
    hedge=WordList(
        words="""
            antagligen enligt eventuellt förmodligen kanske möjligen påstådd påstådda påstås påstått
            s.k. sannolikt skenbart sägs troligen tycks tycktes tydligen verkade verkar
        """,
        phrases="""
            det sägs
            lär ha
            så kallad
            så kallade
        """,
        patterns=r"""
            (?:säger|menar|tror|påstår) (?:en del|några|somliga|vissa)
            (?:en del|några|somliga|vissa) (?:säger|menar|tror|påstår)
        """,
    ),
    limit=WordList(
        words="""
            bara blott cirka delvis enbart endast f.d. forna forne först förutom högst knappast
            knappt minst närapå nästan sällan tidigare ungefär utom åtminstone
        """,
        phrases="""
            före detta
            inte längre
            mer än
            mindre än
            ännu inte
        """,
        patterns=r"ex-\w+",
    ),
    pseudo=WordList(
        phrases="""
            icke desto mindre
            inte bara
            inte enbart
            inte endast
            inte minst
            inte sällan
            utan tvekan
            utan tvivel
            utan vidare
        """,
    ),
    doubtful=WordList(words="eventuellt får först må tidigare"),
    abbreviations="Dr Prof St bl ca dr dvs etc f.d fr hr kl nr osv prof s.k st t.ex",
    before=4,
    after=3,
    clause_words="eller men och",
    next_words="aldrig ej icke inte",
    numerals=Numerals(
        cardinals="""\
0 noll
1 ett en
3/2 halvannan
2 två tu tvenne
3 tre
4 fyra
5 fem
6 sex
7 sju
8 åtta
9 nio
10 tio
11 elva
12 tolv
13 tretton
14 fjorton
15 femton
16 sexton
17 sjutton
18 arton aderton
19 nitton
20 tjugo tjugu
30 trettio
40 fyrtio förtio
50 femtio
60 sextio
70 sjuttio
80 åttio
90 nittio""",
        ones="ett en",
        scales="""\
12 dussin
20 tjog
100 hundra
1000 tusen
1000000 miljon miljoner
1000000000 miljard miljarder
1000000000000 biljon biljoner""",
        bare="hundra tusen",
        joiners="och",
        ranges="eller till",
        minus="minus",
        abbreviations="""\
1000000 mn mn. milj milj.
1000000000 md mdr""",
        attached="1000 k K",
        ordinal_endings=":a :e",
        fractions="""\
3 tredjedel tredjedelar
4 fjärdedel fjärdedelar kvarts
5 femtedel femtedelar
6 sjättedel sjättedelar
7 sjundedel sjundedelar
8 åttondel åttondelar
9 niondel niondelar
10 tiondel tiondelar
12 tolftedel tolftedelar
20 tjugondel tjugondelar
100 hundradel hundradelar
1000 tusendel tusendelar""",
        halves="halv halva halvt hälften",
        times="""\
2 dubbel dubbelt dubbla
3 trefaldig tredubbel tredubbla
4 fyrdubbel""",
        lookalikes=r"halv (?:ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv)",
        compound="{ten}{unit}",
        compound_units="1 ett en",
    ),
    decimal=",",
    grouping="\u00a0",
    percent="{}\u00a0%",
    percent_words="procent",
    months=(
        "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
        "|jan|feb|apr|jun|jul|aug|sep|sept|okt|nov|dec"
    ),
    currencies="euro=€ dollar=$ kr=kr kronor=kr",
    quotation_marks="” ” ’ ’ » » « »",
    elisions="[…] [...] … ... (…) (...)",
    articles="de den det en ett",
    letters="å/a ä/a ö/o",
    beginnings="""
        - a
        - o
        hyper hypo
        makro mikro
    """,
    inflections="- a e n r s t ar er or",
    conjunction=" och ",
)

SCRIPT = "Latn"
TAGS = {"sv": SWEDISH}
