"""German: high confidence.

The lists are written from knowledge of the language and were compared with parallel user interface strings.
A capital inside a sentence marks a noun, so that `das Muss` and `im Nichts` do not count.
"""

from dataclasses import replace

from .model import Confidence, Language, Numerals, WordList

GERMAN = Language(
    code="de",
    name="German",
    confidence=Confidence.HIGH,
    negation=WordList(
        words="""
            anstatt anstelle außerstande keinesfalls keineswegs mitnichten nein nicht nichts nie
            niemals nimmer nimmermehr nirgends ohne statt unmöglich unwahr unwahrscheinlich
            vergeblich weder
        """,
        patterns=r"""
            (?:abge|ab)lehn\w*
            (?:bestr[ei]i?t|bezweif|geweiger|leugn|vernein|verweiger|weiger)\w*
            (?:fehl|mangel)(?:t|te|ten|en)
            kein(?:e|em|en|er|erlei|es|s)?
            niemand(?:em|en|es)?
            nirgendwo\w*
            verb(?:iet|ot)\w*
            Mangel
            Verbote?s?
            Verweigerung
        """,
    ),
    modal=WordList(
        words="hätte hätten mochte möchte möchten wäre wären würde würden",
        patterns=r"""
            d[uü]rf(?:e|en|t|te|ten)
            darf(?:st)?
            k[oö]nn(?:e|en|t|te|ten|test)
            kann(?:st)?
            m[aö]g(?:e|en|st|t)?
            m[uü](?:ss|ß)(?:e|en|t|te|ten)?
            soll(?:e|en|st|t|te|ten)?
            will(?:st)?
            woll(?:e|en|t|te|ten)
        """,
    ),
    condition=WordList(
        words="""
            andernfalls angenommen bis falls ob obgleich obschon obwohl sofern solange sonst soweit
            vorausgesetzt vorbehaltlich wenn wenngleich
        """,
        phrases="""
            es sei denn
            im fall
            im falle
            je nach
            je nachdem
        """,
    ),
    hedge=WordList(
        words="""
            angeblich anscheinend eventuell gerüchteweise laut mutmaßlich möglich möglicherweise
            offenbar scheinbar schien schienen sei seien sog. vermeintlich vermutlich vielleicht
            vorgeblich wahrscheinlich wohl womöglich zufolge
        """,
        phrases="""
            dem vernehmen nach
            es heißt
            man sagt
            nach angaben
            nach meinung
        """,
        patterns=r"""
            (?:angeblich|mutmaßlich|sogenannt|vermeintlich|vorgeblich)\w*
            (?:sagen|meinen|glauben|behaupten) (?:manche|einige|viele)
            (?:manche|einige|viele) (?:sagen|meinen|glauben|behaupten)
            behaupt\w+
            nach \w+ (?:angaben|meinung)
            schein(?:en|t)
            Behauptung\w*
            Gerücht\w*
        """,
    ),
    limit=WordList(
        words="""
            allenfalls ausgenommen außer beinahe bestenfalls bloß erst etwa fast frühere früheren
            früherer halb höchstens kaum knapp lediglich mindestens nahezu nur rund selten teils
            teilweise ungefähr wenigstens zumindest
        """,
        phrases="""
            bis auf
            mehr als
            nicht ganz
            nicht mehr
            noch nicht
            weniger als
        """,
        patterns=r"""
            (?:ehemalig|einstig|vormalig)\w*
            ex-\w+
            Alt(?:bundes|bürgermeister|kanzler)\w*
            Ex-\w+
        """,
    ),
    pseudo=WordList(
        words="nichtsdestotrotz nichtsdestoweniger",
        phrases="""
            kein wunder
            kein zweifel
            keine frage
            nicht allein
            nicht bloß
            nicht nur
            nicht selten
            nicht umsonst
            nicht wahr
            nicht weniger als
            nicht zuletzt
            nichts als
            nichts anderes als
            ob oder ob nicht
            ohne frage
            ohne weiteres
            ohne zweifel
        """,
    ),
    lookalikes=WordList(patterns=r"statt(?=\s*[.,;:!?]|$)"),
    doubtful=WordList(words="bis erst etwa halb laut rund sonst wohl"),
    names="will",
    abbreviations="""
        Abb Abs Aufl Bd Co Dr Fr Hl Hr Hrn Hrsg Jh Kap Nr Prof St Str bzw ca dgl evtl ggf inkl lat sog usw vgl
    """,
    before=4,
    after=6,
    follows="condition hedge modal negation",
    clause_words="aber denn oder sondern und",
    numerals=Numerals(
        cardinals="""\
0 null
1 eins ein eine einen einem einer eines
3/2 anderthalb eineinhalb
2 zwei zwo zweier zweien
5/2 zweieinhalb
3 drei dreier dreien
7/2 dreieinhalb
4 vier vieren
9/2 viereinhalb
5 fünf
11/2 fünfeinhalb
6 sechs
7 sieben
8 acht
9 neun
10 zehn
11 elf
12 zwölf
13 dreizehn
14 vierzehn
15 fünfzehn
16 sechzehn
17 siebzehn
18 achtzehn
19 neunzehn
20 zwanzig
30 dreißig dreissig
40 vierzig
50 fünfzig
60 sechzig
70 siebzig
80 achtzig
90 neunzig
3/4 dreiviertel""",
        ones="ein eine einen einem einer eines",
        scales="""\
12 dutzend
100 hundert
1000 tausend
1000000 million millionen
1000000000 milliarde milliarden
1000000000000 billion billionen
1000000000000000 billiarde billiarden""",
        bare="hundert tausend",
        joiners="und",
        ranges="bis oder",
        minus="minus",
        abbreviations="""\
1000 tsd tsd.
1000000 mio mio.
1000000000 mrd mrd.
1000000000000 bio.""",
        attached="1000 k K",
        fractions="""\
3 drittel dritteln
4 viertel vierteln
5 fünftel fünfteln
6 sechstel sechsteln
7 siebtel siebteln siebentel
8 achtel achteln
9 neuntel neunteln
10 zehntel zehnteln
11 elftel
12 zwölftel
15 fünfzehntel
16 sechzehntel
20 zwanzigstel
30 dreißigstel
40 vierzigstel
50 fünfzigstel
60 sechzigstel
100 hundertstel
1000 tausendstel
1000000 millionstel""",
        halves="halb halbe halbem halben halber halbes hälfte",
        times="""\
2 doppelt doppelte doppelten doppelter doppeltes zweifach zweifache zweimal
3 dreifach dreifache dreimal
4 vierfach vierfache viermal
5 fünffach fünffache fünfmal
6 sechsfach sechsmal
7 siebenfach siebenmal
8 achtfach achtmal
9 neunfach neunmal
10 zehnfach zehnfache zehnmal
100 hundertfach hundertmal
1000 tausendfach tausendmal""",
        lookalikes=r"""
            (?:außer|in|habt?) acht
            acht (?:geben|gibt|gab|zu geben)
            (?:dreiviertel|halb|viertel(?: nach| vor)?) (?:eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf)
        """,
        compound="{unit}und{ten}",
        compound_units="1 ein",
        compound_joints="und",
    ),
    decimal=",",
    grouping=".",
    percent="{}\u00a0%",
    percent_words="prozent",
    months=(
        "Januar|Jänner|Februar|Feber|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
        "|Jan|Feb|Mär|Apr|Jun|Jul|Aug|Sept|Sep|Okt|Nov|Dez"
    ),
    clock="uhr",
    currencies="euro=€ dollar=$ franken=CHF",
    quotation_marks="„ “ ‚ ‘ » « › ‹",
    elisions="[…] [...] … ... (…) (...)",
    articles="das dem den der des die ein eine einem einen einer eines",
    letters="ß/ss ä/a ö/o ü/u",
    respellings="ß=ss ä=ae ö=oe ü=ue",
    pairs="""
        buße/busse flöße/flösse füße/füsse maß/mass maße/masse maßen/massen muße/musse
        bruder/brüder drucken/drücken fordern/fördern hatte/hätte konnte/könnte losen/lösen mutter/mütter
        schon/schön tochter/töchter vater/väter wurde/würde zahlen/zählen
    """,
    beginnings="""
        - a
        - e
        - k
        an ab
        ver er zer
        ent er
        vor ver
        um un
        uber unter
        hyper hypo
        inter intra
        makro mikro
        pra pro
    """,
    endings="""
        ose ase
        fat fit fid
        trat trit trid
        berg burg
        sen son
    """,
    inflections="- e n s en es",
    conjunction=" und ",
)

SWISS = replace(
    GERMAN,
    code="de-CH",
    decimal=".",
    grouping="’",
    percent="{}%",
    quotation_marks="« » ‹ ›",
    letters="ä/a ö/o ü/u",
    pairs="",
)

SCRIPT = "Latn"
TAGS = {"de": GERMAN, "de-ch": SWISS, "de-li": SWISS}
