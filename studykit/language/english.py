"""English: high confidence.

The lists are written from knowledge of the language and were compared with parallel user interface strings.
"""

from .model import Confidence, Language, Numerals, WordList

ENGLISH = Language(
    code="en",
    name="English",
    confidence=Confidence.HIGH,
    negation=WordList(
        words="""
            absence against ain't arent cannot couldnt decline declined declines declining denial
            denied denies deny denying didnt doesnt dont fail failed failing fails false forbade
            forbid forbidden forbids hasnt havent impossible isnt lack lacked lacking lacks nay
            neither never no nobody none nor not nothing nought nowhere refusal refuse refused
            refuses refusing reject rejected rejecting rejects shouldnt unable unlikely untrue wasnt
            werent without wouldnt wrongly
        """,
        phrases="""
            far from
            instead of
            no one
            rather than
        """,
        patterns=r"\w+n't",
    ),
    modal=WordList(
        words="can cannot could may might must needn't ought shall should will would",
        phrases="""
            able to
            had to
            has to
            have to
            need not
            supposed to
            used to
        """,
        patterns=r"""
            \w+'(?:ll|d)
            (?:ca|could|may|might|must|sha|should|wo|would)n't
        """,
    ),
    condition=WordList(
        words="""
            although assuming depending except if lest otherwise provided providing supposing though
            till unless until whether
        """,
        phrases="""
            as if
            as long as
            as though
            even though
            given that
            in case
            on condition
            or else
            so long as
        """,
    ),
    hedge=WordList(
        words="""
            alleged allegedly apparently appear appeared appears arguably claim claimed claims doubt
            doubtful doubts likely maybe ostensible ostensibly perhaps possibly potentially
            presumably probably purported purportedly reportedly rumored rumoured seem seemed
            seemingly seems self-styled so-called supposed supposedly suspected would-be
        """,
        phrases="""
            according to
            are said to
            believed to
            in theory
            is said to
            it is said
            it's said
            people say
            said to be
            said to have
            so they say
            some believe
            some claim
            some say
            some think
            they say
            thought to
            was said to
            were said to
        """,
    ),
    limit=WordList(
        words="""
            about almost attempted barely erstwhile ex except excluding failed fake few fewer former
            formerly half hardly just late less little merely nearly once one-time only partially
            partly practically pseudo quasi rarely scarcely seldom solely virtually
        """,
        phrases="""
            all but
            apart from
            at least
            at most
            but for
            fewer than
            less than
            more than
            no longer
            none other than
            not yet
            nothing but
            other than
            save for
            up to
        """,
        patterns=r"ex-\w+",
    ),
    pseudo=WordList(
        words="nevertheless nonetheless notwithstanding",
        phrases="""
            can't help but
            cannot but
            cannot help but
            never mind
            no doubt
            no less than
            no matter
            no sooner
            no wonder
            none other than
            none the less
            not a few
            not infrequently
            not just
            not least
            not merely
            not only
            not simply
            not solely
            not to mention
            not uncommonly
            nothing but
            nothing if not
            nothing less than
            nothing short of
            to say nothing of
            whether or not
            why not
            without a doubt
            without doubt
            without exception
            without fail
            without question
        """,
    ),
    lookalikes=WordList(
        phrases="""
            all at once
            at once
            at will
            free will
            just as
            just now
            just then
            little by little
            might and main
            once again
            once more
            once upon a time
            own will
        """,
        patterns=r"""
            (?:a|an|the) (?:can|might|must|will)
            (?:his|its|my|our|their|your) (?:might|will)
            her will(?= (?:and|had|is|of|or|to|was)\b|[,.;])
            (?:can|may|might|must|will)(?='s\b| (?:are|had|has|is|was|were)\b)
            (?:can|might|must|will) of(?! course\b| necessity\b)
            must-\w+
            nos?\.? ?\d+
        """,
    ),
    doubtful=WordList(
        words="""
            about against appear appeared appears claim claims depending ex half just late likely
            little once provided providing suspected till
        """,
        phrases="""
            far from
            up to
            used to
        """,
    ),
    names="can may will",
    values="""
        modal:'d=would modal:'ll=will modal:can't=can modal:cannot=can modal:couldn't=could modal:mayn't=may
        modal:mightn't=might modal:mustn't=must modal:shan't=shall modal:shouldn't=should modal:won't=will
        modal:wouldn't=would negation:cannot=not negation:n't=not
    """,
    abbreviations="Capt Col Dr Gen Gov Hon Jr Lt Maj Messrs Mr Mrs Ms Mt No Nos Prof Rev Sen Sgt Sr St Vol cf vs",
    before=4,
    after=3,
    follows="condition hedge",
    clause_words="and but nor or",
    next_words="not",
    numerals=Numerals(
        cardinals="""\
0 zero nought naught nil
1 one
2 two
3 three
4 four
5 five
6 six
7 seven
8 eight
9 nine
10 ten
11 eleven
12 twelve
13 thirteen
14 fourteen
15 fifteen
16 sixteen
17 seventeen
18 eighteen
19 nineteen
20 twenty
30 thirty
40 forty fourty
50 fifty
60 sixty
70 seventy
80 eighty
90 ninety""",
        ones="one",
        scales="""\
10 decade decades
12 dozen
100 hundred
1000 thousand
100000 lakh lakhs
1000000 million millions
10000000 crore crores
1000000000 billion billions
1000000000000 trillion trillions""",
        articles="a an",
        joiners="and",
        ranges="to or",
        minus="minus negative",
        abbreviations="""\
1000000 mn mln
1000000000 bn bln
1000000000000 tn trn""",
        attached="""\
1000 k K
1000000 m M
1000000000 B""",
        not_attached="above across away below deep from high long race run sprint swim tall thick walk wide",
        ordinal_endings="st nd rd th",
        fractions="""\
2 halves
3 third thirds
4 quarter quarters fourth fourths
5 fifth fifths
6 sixth sixths
7 seventh sevenths
8 eighth eighths
9 ninth ninths
10 tenth tenths
11 eleventh elevenths
12 twelfth twelfths
13 thirteenth thirteenths
14 fourteenth fourteenths
15 fifteenth fifteenths
16 sixteenth sixteenths
17 seventeenth seventeenths
18 eighteenth eighteenths
19 nineteenth nineteenths
20 twentieth twentieths
30 thirtieth thirtieths
40 fortieth fortieths
50 fiftieth fiftieths
60 sixtieth sixtieths
70 seventieth seventieths
80 eightieth eightieths
90 ninetieth ninetieths
100 hundredth hundredths
1000 thousandth thousandths
1000000 millionth millionths""",
        ordinals=True,
        first_ordinals="1 first\n2 second\n3 third\n4 fourth",
        halves="half",
        times="""\
2 twice double doubled twofold
3 thrice triple tripled threefold treble
4 quadruple quadrupled fourfold
5 fivefold
6 sixfold
7 sevenfold
8 eightfold
9 ninefold
10 tenfold
20 twentyfold
100 hundredfold""",
        lookalikes=r"""
            half[ -]past (?:\w+)
            at sixes and sevens
        """,
        years_in_pairs=True,
    ),
    decimal=".",
    grouping=",",
    percent="{}%",
    percent_words=r"per\s?cent|pct",
    months=(
        "January|February|March|April|May|June|July|August|September|October|November|December"
        "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
    ),
    clock=r"[ap]\.m\.|[ap]m|o'clock",
    currencies="dollar=$ dollars=$ euro=€ euros=€ yen=¥ yuan=¥",
    quotation_marks="“ ” ‘ ’",
    elisions="[…] [...] … ... [. . .] . . .",
    articles="a an the",
    beginnings="""
        - a
        - e
        hyper hypo
        inter intra intro
        macro micro
        pre pro
        per pro
        ante anti
        para peri
        deca deci
        infra inter
        sub super supra
    """,
    endings="""
        er ee
        or ee
        ose ase
        ectomy otomy
        a an
        e er
        ch chy
        graph graphy
        n ny
        r ry
        s sy
        t ty
        on ino
        sen son
        fate fite fide
        phate phite phide
        trate trite tride
        lorate lorite loride
        thane thene thyne
        opane opene opyne
    """,
    inflections="- s es ed d",
    spellings="our=or ise=ize isa=iza isi=izi yse=yze tre=ter ogue=og ence=ense ll=l ae=e oe=e mme=m grey=gray dgement=dgment",
    conjunction=" and ",
)

SCRIPT = "Latn"
TAGS = {"en": ENGLISH}
