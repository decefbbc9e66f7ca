"""French: high confidence.

The lists are written from knowledge of the language and were compared with parallel user interface strings.
"""

from dataclasses import replace

from .model import Confidence, Language, Numerals, WordList

FRENCH = Language(
    code="fr",
    name="French",
    confidence=Confidence.HIGH,
    negation=WordList(
        words="""
            aucunement jamais ne ni non nul nulle nullement nulles nuls pas personne rien sans
        """,
        phrases="""
            au lieu de
            faute de
            nulle part
            plutôt que
        """,
        patterns=r"""
            (?:absent|dépourvu|impossible|incapable|interdi|manqu|refus)\w*
            aucune?s?
            n'\w+
            n(?:e |')\w+ (?:plus|point)
            ni(?:a|ait|aient|e|ent|er|èrent|é|ée|ées|és)
        """,
    ),
    modal=WordList(
        patterns=r"""
            devai\w+|devr\w+|doi[st]|doivent|durent|dut
            fallait|fallut|fau(?:t|dr\w+)
            peu[tx]|peuvent|pouv\w+|pourr(?:a|ai|aient|ais|ait|as|ez|iez|ions|ons|ont)|puisse\w*|purent|put
            \w{2,}r(?:aient|ait|iez|ions)
        """,
    ),
    condition=WordList(
        words="pourvu quoique si sinon",
        phrases="""
            au cas
            bien que
            dans le cas
            en cas
            jusqu'à ce
            le cas échéant
            même si
            quand bien même
            sauf si
            selon que
            tant que
            à condition
            à moins
            à supposer
        """,
        patterns=r"s'ils?",
    ),
    hedge=WordList(
        words="""
            apparemment auraient aurait dit-on peut-être probablement prétendument selon seraient
            serait soi-disant vraisemblablement éventuellement
        """,
        phrases="""
            d'après
            on dit
            paraît-il
            sans doute
            semble-t-il
        """,
        patterns=r"""
            certains (?:affirment|croient|disent|pensent)
            para(?:issait|ît|îtrait)
            (?:présumé|supposé)\w*
            prétendue?s?
            sembl(?:aient|ait|e|ent|erait)
        """,
    ),
    limit=WordList(
        words="""
            environ excepté guère hormis jadis partiellement peu presque quasi quasiment rarement
            sauf seulement uniquement
        """,
        phrases="""
            au moins
            au plus
            du moins
            en partie
            moins de
            ne plus
            plus de
            tout au plus
            à l'exception
            à moitié
            à part
            à peine
            à peu près
        """,
        patterns=r"""
            ancien(?:ne)?s?
            ex-\w+
            faill(?:i|irent|it)
            n(?:e |')\w+ (?:\w+ )?qu(?:e|'\w+)
        """,
    ),
    pseudo=WordList(
        phrases="""
            n'est-ce pas
            n'importe
            non seulement
            pas seulement
            pas uniquement
            rien que
            sans aucun doute
            sans cesse
            sans compter
            sans doute
            sans faute
        """,
    ),
    lookalikes=WordList(
        phrases="""
            pas à pas
            personne âgée
            peu à peu
            sain et sauf
        """,
        patterns=r"""
            (?:au|aux|ce|ces|chaque|de|des|deux|du|faux|grands?|le|les|leurs?|petits?|premiers?|quelques|ses|son|un) pas
            (?:autre|cette|chaque|de|en|la|quelque|seule|toute|une) personne
            (?:au|ce|de|des|du|le|les|leur|plein|son|tout|un) pouvoirs?
            (?:admi|aspi|assu|atti|compa|demeu|du|déchi|décla|dési|ent|espé|igno|inspi|ju|mesu|mont|ouv|pleu|prépa|rencont|rent|respi|reti|répa|sépa|ti|vi)r(?:aient|ait)
            (?:couv|découv|entrouv|off|recouv|souff)r(?:aient|ait)
            un peu
        """,
    ),
    doubtful=WordList(
        words="peu",
        patterns=r"""
            ancien(?:ne)?s?(?=\s*(?:[.,;:!?»]|$|(?:dans|de|des|du|et|qui|à)\b))
            si(?! (?:c'|ce|ces|cette|d'|de|des|elles?|il|ils|j'|je|l'|la|le|les|leur|mon|nos|notre|nous|on|quelqu|sa|ses|son|ton|tu|un|une|vos|votre|vous))
        """,
    ),
    abbreviations="MM Dr Me Mgr Mlle Mme Mmes M St Ste apr av cf chap ch ex fig p pp",
    before=4,
    after=3,
    clause_words="car et mais ou",
    next_words="aucun aucune guère jamais pas personne point rien",
    numerals=Numerals(
        cardinals="""\
0 zéro
1 un une
2 deux
3 trois
4 quatre
5 cinq
6 six
7 sept
8 huit
9 neuf
10 dix
11 onze
12 douze
13 treize
14 quatorze
15 quinze
16 seize
17 dix-sept
18 dix-huit
19 dix-neuf
20 vingt vingts
30 trente
40 quarante
50 cinquante
60 soixante
70 septante
80 huitante octante
90 nonante""",
        ones="un une",
        scales="""\
12 douzaine douzaines
100 cent cents
1000 mille mil
1000000 million millions
1000000000 milliard milliards
1000000000000 billion billions""",
        bare="cent mille",
        joiners="et",
        ranges="ou à",
        minus="moins",
        abbreviations="""\
1000000 mio
1000000000 md mds mrd""",
        attached="""\
1000 k K
1000000 M
1000000000 Md""",
        ordinal_endings="er re ère e ème nd nde",
        fractions="""\
3 tiers
4 quart quarts
5 cinquième cinquièmes
6 sixième sixièmes
7 septième septièmes
8 huitième huitièmes
9 neuvième neuvièmes
10 dixième dixièmes
11 onzième onzièmes
12 douzième douzièmes
15 quinzième quinzièmes
20 vingtième vingtièmes
30 trentième trentièmes
100 centième centièmes
1000 millième millièmes
1000000 millionième millionièmes""",
        ordinals=True,
        halves="demi demie moitié",
        times="""\
2 double doublé
3 triple triplé
4 quadruple""",
        lookalikes=r"""
            neufs?(?=\s*(?:[.,;:!?»]|$))
            (?:comme|de|flambant|tout|à) neuf
            (?:au|de|du|ou|à) moins
        """,
        vigesimal=True,
        teens_after_ten=True,
    ),
    decimal=",",
    grouping="\u202f",
    percent="{}\u202f%",
    percent_words=r"pour\s?cent",
    months=(
        "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
        "|janv|févr|avr|juil|sept|oct|nov|déc"
    ),
    currencies="euro=€ euros=€ dollar=$ dollars=$ francs=CHF",
    quotation_marks="« » “ ”",
    quotation_space="\u202f",
    elisions="[…] [...] … ... (…) (...)",
    articles="d' de des du l' la le les un une",
    respellings="œ=oe æ=ae",
    pairs="""
        a/à cote/côte cote/côté du/dû jeune/jeûne la/là mur/mûr ou/où peche/pêche péché/pêche sur/sûr tache/tâche
    """,
    beginnings="""
        - a
        - e
        hyper hypo
        inter intra
        macro micro
        pre pro
        per pro
        ante anti
    """,
    endings="""
        ose ase
        fate fite
        trate trite
    """,
    inflections="- e s x es",
    conjunction=" et ",
)

SWISS = replace(
    FRENCH,
    code="fr-CH",
    grouping="’",
    percent="{}%",
    quotation_marks="« » ‹ ›",
)
CANADIAN = replace(FRENCH, code="fr-CA", grouping="\u00a0", percent="{}\u00a0%")

SCRIPT = "Latn"
TAGS = {"fr": FRENCH, "fr-ca": CANADIAN, "fr-ch": SWISS}
