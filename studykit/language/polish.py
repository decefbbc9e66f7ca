"""Polish: good confidence.

The lists are written from knowledge of the language and were compared with parallel user interface strings.
Numerals decline; the forms of the cardinals from 1 to 4 and the collectives are listed.
"""

from .model import Confidence, Language, Numerals, WordList

POLISH = Language(
    code="pl",
    name="Polish",
    confidence=Confidence.GOOD,
    negation=WordList(
        words="ani bez beze brak nie niemożliwe nigdy nigdzie zamiast",
        patterns=r"""
            (?:odm[oó]w|zabr[ao]ni|zakaz|zaprzecz)\w*
            nic(?:zego|zemu|zym)?
            nie(?!biesk|b[aeio]|chaj|chęt|co\b|dawn|dziel|gdyś|jed|któr|mal\b|mc|mczech|miec|mniej|raz|ste|stety|świ|wol|zwyk)\w{3,}
            nik(?:im|ogo|omu|t)
            żad(?:en|na|ne|nego|nej|nych|nym|ną|nymi)
        """,
    ),
    modal=WordList(
        words="mogą mogę może można należy trzeba wolno",
        patterns=r"""
            \w+(?:liby|łaby|łby|łyby)
            mó?g[lł]\w*
            mus(?:i|iał\w*|ieli|zą|zę)
            powin(?:ien|na|ni|no|ny)
        """,
    ),
    condition=WordList(
        words="chociaż choć choćby czy dopóki gdyby inaczej jeśli jeżeli",
        phrases="""
            chyba że
            o ile
            pod warunkiem
            w razie
        """,
    ),
    hedge=WordList(
        words="""
            chyba jakoby mówią podobno ponoć pozornie prawdopodobnie przypuszczalnie rzekomo
            twierdzi twierdzą tzw. według wydawało zapewne zdaniem
        """,
        phrases="""
            być może
            mówi się
            wydaje się
        """,
        patterns=r"""
            rzekom[aegojy]+
            tak zwan\w+
        """,
    ),
    limit=WordList(
        words="""
            częściowo dawnego dawny jedynie ledwie ledwo niemal około omal oprócz poza prawie prócz
            rzadko tylko zaledwie
        """,
        phrases="""
            co najmniej
            co najwyżej
            jeszcze nie
            już nie
            mniej niż
            więcej niż
            z wyjątkiem
        """,
        patterns=r"""
            był(?:ego|ej|emu|y|ych|ym)
            eks-?\w+
        """,
    ),
    pseudo=WordList(
        words="niemniej",
        phrases="""
            bez wątpienia
            nie lada
            nie mniej niż
            nie raz
            nie tylko
            tym niemniej
        """,
    ),
    lookalikes=WordList(
        patterns=r"ekspert\w*|ekspres\w*|eksper\w+|eksp\w+|eksc\w+|eksk\w+|ekst\w+"
    ),
    doubtful=WordList(
        words="brak poza",
        patterns=r"był(?:y|ych)(?! (?:burmistrz|dyrektor|minister|premier|prezydent|szef|żołnierz)\w*)",
    ),
    abbreviations="dr godz im inż itd itp m.in mgr np nr prof r św tj tys tzn tzw ul ur w ww zm",
    before=4,
    after=3,
    clause_words="a albo ale i lub",
    numerals=Numerals(
        cardinals="""\
0 zero
1 jeden jedna jedno jednego jednej jednym jedną
3/2 półtora półtorej
2 dwa dwie dwóch dwu dwaj dwoma dwóm dwoje dwojga
3 trzy trzech trzej trzem trzema troje trojga
4 cztery czterech czterej czterem czterema czworo czworga
5 pięć pięciu pięcioma pięcioro
6 sześć sześciu sześcioro
7 siedem siedmiu siedmioro
8 osiem ośmiu
9 dziewięć dziewięciu
10 dziesięć dziesięciu
11 jedenaście jedenastu
12 dwanaście dwunastu
13 trzynaście trzynastu
14 czternaście czternastu
15 piętnaście piętnastu
16 szesnaście szesnastu
17 siedemnaście siedemnastu
18 osiemnaście osiemnastu
19 dziewiętnaście dziewiętnastu
20 dwadzieścia dwudziestu
30 trzydzieści trzydziestu
40 czterdzieści czterdziestu
50 pięćdziesiąt pięćdziesięciu
60 sześćdziesiąt sześćdziesięciu
70 siedemdziesiąt siedemdziesięciu
80 osiemdziesiąt osiemdziesięciu
90 dziewięćdziesiąt dziewięćdziesięciu
100 sto stu
200 dwieście dwustu
300 trzysta trzystu
400 czterysta czterystu
500 pięćset pięciuset
600 sześćset sześciuset
700 siedemset siedmiuset
800 osiemset ośmiuset
900 dziewięćset dziewięciuset""",
        ones="jeden jedna jedno jednego jednej jednym jedną",
        scales="""\
12 tuzin tuziny tuzinów
1000 tysiąc tysiące tysięcy tysiąca
1000000 milion miliony milionów miliona
1000000000 miliard miliardy miliardów miliarda
1000000000000 bilion biliony bilionów biliona""",
        bare="milion tysiąc",
        joiners="i",
        ranges="albo do lub",
        minus="minus",
        abbreviations="""\
1000 tys tys.
1000000 mln mln.
1000000000 mld mld.""",
        fractions="""\
3 trzecia trzecie trzecich
4 czwarta czwarte czwartych
5 piąta piąte piątych
6 szósta szóste szóstych
7 siódma siódme siódmych
8 ósma ósme ósmych
9 dziewiąta dziewiąte dziewiątych
10 dziesiąta dziesiąte dziesiątych
100 setna setne setnych
1000 tysięczna tysięczne tysięcznych""",
        halves="pół połowa połowę połowy",
        times="2 podwójny podwójnie dwukrotnie\n3 potrójny trzykrotnie",
    ),
    decimal=",",
    grouping="\u00a0",
    percent="{}%",
    percent_words=r"procent(?:ów|y|u|a)?",
    months=(
        "stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia"
        "|styczeń|luty|marzec|kwiecień|maj|czerwiec|lipiec|sierpień|wrzesień|październik|listopad|grudzień"
    ),
    currencies="zł=zł złotych=zł euro=€",
    quotation_marks="„ ” « »",
    elisions="[…] [...] … ... (…) (...)",
    letters="ą/a ć/c ę/e ł/l ń/n ó/o ś/s ź/z ż/z",
    beginnings="""
        - a
        - o
        - s
        - u
        - w
        - z
        przy prze
        hiper hipo
        makro mikro
    """,
    inflections="- a e i o u y",
    conjunction=" i ",
)

SCRIPT = "Latn"
TAGS = {"pl": POLISH}
