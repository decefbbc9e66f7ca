"""Spanish: high confidence.

The lists are written from knowledge of the language and were compared with parallel user interface strings.
"""

from dataclasses import replace

from .model import Confidence, Language, Numerals, WordList

SPANISH = Language(
    code="es",
    name="Spanish",
    confidence=Confidence.HIGH,
    negation=WordList(
        words="imposible jamás nada nadie ni no nunca sin tampoco",
        phrases="""
            en lugar de
            en vez de
        """,
        patterns=r"""
            (?:carec|neg[oó]|negar|nieg|prohib|rechaz)\w*
            ning[uú]n(?:a|as|o|os)?
        """,
    ),
    modal=WordList(
        phrases="""
            ha de
            han de
            hay que
            tenía que
            tenían que
            tiene que
            tienen que
        """,
        patterns=r"""
            deb(?:e|en|er[ií]an?|erá|erán|ía|ían|ió|ieron)\w*
            p(?:ue|u|o)d(?:e|en|er|erá|erán|iera|ieron|ía|ían|o|ría|rían|rá|rán)\w*
            \w+[abdeir]ría(?:mos|n|s)?
        """,
    ),
    condition=WordList(
        words="aunque mientras si",
        phrases="""
            a condición
            a menos
            a no ser
            como si
            con tal de
            de lo contrario
            en caso de
            hasta que
            salvo que
            siempre que
            siempre y cuando
        """,
    ),
    hedge=WordList(
        words="""
            acaso aparentemente dicen posiblemente presuntamente probablemente quizá quizás según
            supuestamente
        """,
        phrases="""
            a lo mejor
            al parecer
            algunos creen
            algunos dicen
            de acuerdo con
            por lo visto
            se cree
            se dice
            tal vez
        """,
        patterns=r"""
            parec\w+
            (?:presunt|supuest)[ao]s?
            presumible\w*
        """,
    ),
    limit=WordList(
        words="""
            apenas aproximadamente casi excepto hasta menos parcialmente raramente salvo solamente
            solo sólo unos únicamente
        """,
        phrases="""
            al menos
            cerca de
            como máximo
            como mínimo
            en parte
            menos de
            más de
            por lo menos
            por poco
            rara vez
            todavía no
            ya no
        """,
        patterns=r"""
            antigu[ao]s?
            ex
            ex-\w+
            ex(?:alcald|alumn|combatient|director|emplead|espos|gobernador|jef|jugador|marid|ministr|novi|president|rector|rey|secretari|soldad)\w*
        """,
    ),
    pseudo=WordList(
        phrases="""
            cuanto antes
            nada menos
            nada más
            ni que decir tiene
            no menos de
            no obstante
            no solamente
            no solo
            no sólo
            sin duda
            sin embargo
            sin falta
        """,
    ),
    lookalikes=WordList(
        patterns=r"""
            (?:a|cada|de|en|esa|esta|la|las|nuestra|su|una) \w+rías?
            (?:abr|corr|cubr|descubr|ocurr|recorr)ían?
            no?s?\.\s?[º°]?\s?\d+
            n\.º\s?\d+
        """,
    ),
    doubtful=WordList(
        words="hasta menos mientras unos",
        patterns=r"""
            nada(?= (?:bien|como|en|hacia|por)\b)
            antigu[ao]s?(?=\s*(?:[.,;:!?»]|$|(?:de|del|en|que|y)\b))
        """,
    ),
    abbreviations="Av D Dña Dr Dra Lic Mons Prof Sr Sra Srta St Sta Sto Ud Uds art cap núm p pág págs vol",
    before=4,
    after=3,
    clause_words="o pero u y",
    numerals=Numerals(
        cardinals="""\
0 cero
1 uno un una
2 dos
3 tres
4 cuatro
5 cinco
6 seis
7 siete
8 ocho
9 nueve
10 diez
11 once
12 doce
13 trece
14 catorce
15 quince
16 dieciséis dieciseis
17 diecisiete
18 dieciocho
19 diecinueve
20 veinte
21 veintiuno veintiún veintiun veintiuna
22 veintidós veintidos
23 veintitrés veintitres
24 veinticuatro
25 veinticinco
26 veintiséis veintiseis
27 veintisiete
28 veintiocho
29 veintinueve
30 treinta
40 cuarenta
50 cincuenta
60 sesenta
70 setenta
80 ochenta
90 noventa
100 cien ciento
200 doscientos doscientas
300 trescientos trescientas
400 cuatrocientos cuatrocientas
500 quinientos quinientas
600 seiscientos seiscientas
700 setecientos setecientas
800 ochocientos ochocientas
900 novecientos novecientas""",
        ones="uno un una",
        scales="""\
12 docena docenas
1000 mil
1000000 millón millones
1000000000 millardo millardos
1000000000000 billón billones
1000000000000000000 trillón trillones""",
        bare="mil",
        joiners="y",
        ranges="a o u",
        minus="menos",
        abbreviations="""\
1000000 mill mill.
1000000000000 bill.""",
        attached="""\
1000 k K
1000000 M""",
        ordinal_endings="º ª .º .ª er",
        fractions="""\
3 tercio tercios tercera
4 cuarto cuartos cuarta
5 quinto quintos quinta quintas
6 sexto sextos sexta
7 séptimo séptimos séptima
8 octavo octavos octava
9 noveno novenos
10 décimo décimos décima décimas
12 doceavo doceavos
20 veinteavo veinteavos
100 centésimo centésimos centésima centésimas
1000 milésimo milésimos milésima milésimas""",
        halves="medio media mitad",
        times="""\
2 doble
3 triple
4 cuádruple""",
        lookalikes=r"""
            (?:a|al|lo|o) menos
            (?:por|de) medio
            en medio
            medio ambiente
            clase media
            edad media
        """,
    ),
    decimal=",",
    grouping=".",
    percent="{}\u00a0%",
    percent_words=r"por ciento",
    months=(
        "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre"
        "|ene|feb|mar|abr|may|jun|jul|ago|sept|sep|oct|nov|dic"
    ),
    currencies="euro=€ euros=€ dólar=$ dólares=$",
    quotation_marks="« » “ ”",
    conjunctions="h?[ií](?![aeoáéó])\t e ",
    elisions="[…] [...] … ... (…) (...)",
    articles="el la las los un una unas unos",
    letters="ñ/n ü/u",
    pairs="""
        ano/año campana/campaña cana/caña cono/coño mono/moño pena/peña sonar/soñar una/uña
        aun/aún de/dé el/él esta/está hacia/hacía mas/más papa/papá se/sé si/sí te/té tu/tú
    """,
    beginnings="""
        - a
        - e
        - i
        hiper hipo
        inter intra
        macro micro
        pre pro
        per pro
        ante anti
    """,
    endings="""
        or ora
        osa asa
        fato fito
        trato trito
    """,
    inflections="- s es",
    conjunction=" y ",
)

MEXICAN = replace(SPANISH, code="es-MX", decimal=".", grouping=",", percent="{}%")

SCRIPT = "Latn"
_POINT = "419 do gt hn mx ni pa pe pr sv us"  # where the decimal sign is a point
TAGS = {"es": SPANISH} | {f"es-{region}": MEXICAN for region in _POINT.split()}
