"""Italian: high confidence.

The lists are written from knowledge of the language and were compared with parallel user interface strings.
"""

from dataclasses import replace

from .model import Confidence, Language, Numerals, WordList

ITALIAN = Language(
    code="it",
    name="Italian",
    confidence=Confidence.HIGH,
    negation=WordList(
        words="""
            anziché impossibile mai mica neanche nemmeno neppure niente no non nulla né senza
        """,
        phrases="""
            al posto di
            invece di
        """,
        patterns=r"""
            alcun[ao']?
            (?:manc|rifiut|viet)\w*
            neg(?:a|ano|are|ata|ate|ati|ato|ava|avano|hi|ò|arono)
            nessun[ao']?
        """,
    ),
    modal=WordList(
        words="bisogna può",
        patterns=r"""
            dev(?:e|o|ono)|dovette|dovev\w+|dovr\w+
            poss(?:a|ano|iamo|o|ono)
            pot(?:erono|eva|evano|rebbe|rebbero|ranno|rà|é)
            \w{2,}rebbe(?:ro)?
        """,
    ),
    condition=WordList(
        words="altrimenti benché casomai finché purché qualora se sebbene",
        phrases="""
            a condizione
            a meno
            a patto
            anche se
            come se
            nel caso
            salvo che
        """,
    ),
    hedge=WordList(
        words="""
            apparentemente dicono forse magari pare parrebbe presumibilmente probabilmente secondo
        """,
        phrases="""
            a detta di
            a quanto pare
            alcuni dicono
            si crede
            si dice
            stando a
        """,
        patterns=r"""
            cosiddett[aeio]
            presunt[aeio]
            sembr(?:a|ano|ava|avano|erebbe|ò)
        """,
    ),
    limit=WordList(
        words="""
            almeno appena circa eccetto ex fuorché già oltre parzialmente quasi raramente salvo
            solamente solo soltanto tranne unicamente
        """,
        phrases="""
            a malapena
            al massimo
            in parte
            meno di
            non ancora
            non più
            più di
        """,
        patterns=r"ex-\w+",
    ),
    pseudo=WordList(
        words="nientemeno nondimeno nonostante senz'altro",
        phrases="""
            non appena
            non meno di
            non solamente
            non solo
            non soltanto
            né più né meno
            senza dubbio
        """,
    ),
    lookalikes=WordList(patterns=r"se(?= ne\b| stess[aeio]\b)"),
    doubtful=WordList(
        words="già magari oltre pare solo",
        patterns=r"""
            se(?= (?:lo|li)\b)
            (?<=\b(?:al|il|un) )secondo
            (?<=\b(?:del|nel) )secondo
        """,
    ),
    abbreviations="Dott Ing Prof S Sig avv cap dott ecc ing on p pag pagg prof sig sigg vol",
    before=4,
    after=3,
    clause_words="e ed ma o",
    next_words="mai mica nessuno niente nulla",
    numerals=Numerals(
        cardinals="""\
0 zero
1 uno un una un'
2 due
3 tre
4 quattro
5 cinque
6 sei
7 sette
8 otto
9 nove
10 dieci
11 undici
12 dodici
13 tredici
14 quattordici
15 quindici
16 sedici
17 diciassette
18 diciotto
19 diciannove
20 venti
30 trenta
40 quaranta
50 cinquanta
60 sessanta
70 settanta
80 ottanta
90 novanta""",
        ones="uno un una un'",
        doubtful="sei",
        scales="""\
12 dozzina dozzine
100 cento cent
1000 mille mila
1000000 milione milioni
1000000000 miliardo miliardi
1000000000000 bilione bilioni""",
        bare="cento mille",
        joiners="e",
        ranges="a o",
        minus="meno",
        abbreviations="""\
1000000 mln mln.
1000000000 mld mld.""",
        attached="""\
1000 k K
1000000 M""",
        ordinal_endings="º ª °",
        fractions="""\
3 terzo terzi
4 quarto quarti
5 quinto quinti
6 sesto sesti
7 settimo settimi
8 ottavo ottavi
9 nono noni
10 decimo decimi
12 dodicesimo dodicesimi
20 ventesimo ventesimi
100 centesimo centesimi
1000 millesimo millesimi""",
        halves="mezzo mezza metà",
        times="""\
2 doppio doppia
3 triplo tripla
4 quadruplo""",
        lookalikes=r"""
            (?:a|o) meno
            (?:in|per) mezzo
            a metà
            mezzo di
        """,
        compound="{ten}{unit}",
        compound_units="3 tré tre",
    ),
    decimal=",",
    grouping=".",
    percent="{}%",
    percent_words=r"per\s?cento",
    months=(
        "gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre"
        "|gen|feb|mar|apr|mag|giu|lug|ago|set|sett|ott|nov|dic"
    ),
    currencies="euro=€ dollari=$ dollaro=$ franchi=CHF",
    quotation_marks="« » “ ”",
    elisions="[…] [...] … ... (…) (...)",
    articles="gli i il l' la le lo un un' una uno",
    pairs="da/dà e/è la/là li/lì ne/né papa/papà pero/però se/sé si/sì te/tè",
    beginnings="""
        - a
        - e
        - s
        iper ipo
        inter intra
        macro micro
        pre pro
        per pro
        ante anti
    """,
    endings="""
        osio asi
        fato fito
        trato trito
    """,
    inflections="a e i o",
    conjunction=" e ",
)

SWISS = replace(ITALIAN, code="it-CH", decimal=".", grouping="’")

SCRIPT = "Latn"
TAGS = {"it": ITALIAN, "it-ch": SWISS}
