"""Portuguese: good confidence.

The lists are written from knowledge of the language, with the spellings of Portugal and Brazil, and were
compared with parallel user interface strings.
"""

from dataclasses import replace

from .model import Confidence, Language, Numerals, WordList

BRAZILIAN = Language(
    code="pt",
    name="Portuguese",
    confidence=Confidence.GOOD,
    negation=WordList(
        words="impossível jamais nada nem ninguém nunca não sem tampouco",
        phrases="""
            em lugar de
            em vez de
        """,
        patterns=r"""
            falt(?:a|am|aram|ava|avam|ou)
            neg(?:a|am|ar|aram|ava|avam|o|ou|ue)
            nenhu(?:m|ma|mas|ns)
            (?:proib|recus)\w*
        """,
    ),
    modal=WordList(
        phrases="""
            tem de
            tem que
            tinha de
            tinha que
            têm de
            têm que
            é preciso
        """,
        patterns=r"""
            dev(?:e|em|er[ií]am?|erá|erão|ia|iam)\w*
            p(?:o|u|ô)d(?:e|em|er|eria|eriam|erá|erão|ia|iam)\w*
            \w+(?:[aei]r|por)(?:ia|iam|ias|íamos)
        """,
    ),
    condition=WordList(
        words="caso contanto embora senão",
        phrases="""
            a condição
            a menos
            a não ser
            até que
            como se
            de contrário
            desde que
            mesmo que
        """,
        patterns=r"(?<!-)se",
    ),
    hedge=WordList(
        words="""
            alegadamente aparentemente consta diz-se dizem porventura possivelmente pretensamente
            provavelmente segundo supostamente talvez
        """,
        phrases="""
            alguns dizem
            ao que parece
            de acordo com
            se diz
        """,
        patterns=r"""
            (?:alegad|supost)[ao]s?
            parec\w+
        """,
    ),
    limit=WordList(
        words="""
            apenas aproximadamente excepto exceto fora mal menos parcialmente quase raramente salvo
            somente só
        """,
        phrases="""
            ainda não
            cerca de
            em parte
            já não
            mais de
            menos de
            no máximo
            no mínimo
            não mais
            pelo menos
        """,
        patterns=r"""
            antig[ao]s?
            ex-\w+
        """,
    ),
    pseudo=WordList(
        words="senão",
        phrases="""
            nada mais
            nada menos
            não apenas
            não menos de
            não obstante
            não somente
            não só
            sem dúvida
            sem falta
        """,
    ),
    lookalikes=WordList(
        patterns=r"""
            (?:a|aquela|as|cada|da|das|de|em|essa|esta|na|nas|outra|pela|sua|uma|à) \w+[aei]rias?
        """,
    ),
    doubtful=WordList(
        words="caso fora mal menos",
        patterns=r"""
            (?<=\b(?:ao|do|no|um) )segundo
            (?<=\bo )segundo
            antig[ao]s?(?=\s*(?:[.,;:!?»]|$|(?:da|de|do|e|em|que)\b))
            se(?! (?:a|algu[eé]m|aquel[ae]s?|as|ela|elas|ele|eles|ess[ae]s?|est[ae]s?|eu|for|forem|houver|isso|isto|me|nos|não|nós|o|os|quis\w+|tiver\w*|tu|um|uma|voc[eê]s?)\b)
        """,
    ),
    abbreviations="Av Dr Dra Eng Exmo Prof Profa S Sr Sra Sto art cap etc ex p pág vol",
    before=4,
    after=3,
    clause_words="e mas ou",
    numerals=Numerals(
        cardinals="""\
0 zero
1 um uma
2 dois duas
3 três
4 quatro
5 cinco
6 seis
7 sete
8 oito
9 nove
10 dez
11 onze
12 doze
13 treze
14 catorze quatorze
15 quinze
16 dezesseis dezasseis
17 dezessete dezassete
18 dezoito
19 dezenove dezanove
20 vinte
30 trinta
40 quarenta
50 cinquenta
60 sessenta
70 setenta
80 oitenta
90 noventa
100 cem cento
200 duzentos duzentas
300 trezentos trezentas
400 quatrocentos quatrocentas
500 quinhentos quinhentas
600 seiscentos seiscentas
700 setecentos setecentas
800 oitocentos oitocentas
900 novecentos novecentas""",
        ones="um uma",
        scales="""\
12 dúzia dúzias
1000 mil
1000000 milhão milhões
1000000000 bilhão bilhões
1000000000000 trilhão trilhões""",
        bare="mil",
        joiners="e",
        ranges="a ou",
        minus="menos",
        abbreviations="""\
1000000 mi mi.
1000000000 bi bi.
1000000000000 tri""",
        attached="""\
1000 k K
1000000 M""",
        ordinal_endings="º ª .º .ª",
        fractions="""\
3 terço terços
4 quarto quartos
5 quinto quintos
6 sexto sextos
7 sétimo sétimos
8 oitavo oitavos
9 nono nonos
10 décimo décimos
100 centésimo centésimos
1000 milésimo milésimos""",
        halves="meio meia metade",
        times="""\
2 dobro duplo
3 triplo
4 quádruplo""",
        lookalikes=r"""
            (?:ao|ou|pelo) menos
            (?:em|no|por|pelo) meio
            meio ambiente
            mil e um(?:a)?
        """,
    ),
    decimal=",",
    grouping=".",
    percent="{}%",
    percent_words=r"por cento",
    months=(
        "janeiro|fevereiro|março|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro"
        "|jan|fev|mar|abr|mai|jun|jul|ago|set|out|nov|dez"
    ),
    currencies="euro=€ euros=€ reais=R$ real=R$ dólar=$ dólares=$",
    quotation_marks="“ ” ‘ ’",
    elisions="[…] [...] … ... (…) (...)",
    articles="a as o os um uma umas uns",
    letters="ã/a õ/o",
    pairs="a/à avo/avó avó/avô coco/cocô da/dá e/é esta/está mas/más nos/nós pais/país pode/pôde por/pôr sabia/sábia",
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
        fato fito
        trato trito
    """,
    inflections="- s es",
    conjunction=" e ",
)

_LONG_SCALE = """\
12 dúzia dúzias
1000 mil
1000000 milhão milhões
1000000000000 bilião biliões bilhão bilhões
1000000000000000000 trilião triliões"""

EUROPEAN = replace(
    BRAZILIAN,
    code="pt-PT",
    grouping="\u00a0",
    quotation_marks="« » “ ”",
    numerals=replace(BRAZILIAN.numerals, scales=_LONG_SCALE),
)

SCRIPT = "Latn"
_AFRICAN = "ao cv gw mz st"
TAGS = {"pt": BRAZILIAN, "pt-pt": EUROPEAN} | {
    f"pt-{region}": EUROPEAN for region in _AFRICAN.split()
}
