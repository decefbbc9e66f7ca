"""Arabic: the lists need a native reader before they refuse a quote; their hits are warnings.

The lists are written from knowledge of the language.  Vowel marks and the tatweel are passed over; `و` and `ف`
(and, so) are written onto the next word.
"""

from .model import Confidence, Language, Numerals, WordList

ARABIC = Language(
    code="ar",
    name="Arabic",
    confidence=Confidence.UNREVIEWED,
    negation=WordList(
        words="أبدا تعذر عدم غير فشل قط كلا",
        phrases="""
            بدلا من
            ما من
        """,
        patterns=r"""
            [وف]?أ?(?:لا|لم|لن|ليس\w{0,3}|لست)
            [وف]?بلا
            [وف]?بدون
            [وف]?دون
        """,
    ),
    modal=WordList(
        words="تستطيع ربما عسى قد لعل يجب يجوز يستطيع يمكن ينبغي",
        phrases="لا بد",
    ),
    condition=WordList(
        words="إن بشرط حتى سواء شريطة طالما لولا",
        phrases="""
            في حال
            ما لم
        """,
        patterns=r"""
            [وف]?إذا
            [وف]?لو
        """,
    ),
    hedge=WordList(
        words="المزعوم المفترض بحسب حسب ربما زعم قيل مزعوم وفق وفقا يبدو يعتقد يقال",
        phrases="""
            على ما يبدو
            كما يقول البعض
            ما يسمى
        """,
        patterns=r"[يت]زعم\w*",
    ),
    limit=WordList(
        words="إلا إنما باستثناء بالكاد تقريبا حوالي سوى عدا فقط كاد كادت نادرا",
        phrases="""
            على الأقل
            على الأكثر
        """,
        patterns=r"""
            [يتك]كاد\w*
            (?:ال)?سابق\w*
        """,
    ),
    pseudo=WordList(
        phrases="""
            دون شك
            غير أن
            لا بأس
            لا بد
            لا تزال
            لا سيما
            لا شك
            لا محالة
            لا يزال
            ليس فقط
            ما زال
        """,
    ),
    capitals=False,
    marks="\u0640\u064b-\u065f\u0670",
    before=4,
    after=3,
    clause_words="أو ثم لكن",
    numerals=Numerals(
        cardinals="""\
0 صفر
1 واحد واحدة أحد إحدى
2 اثنان اثنتان اثنين اثنتين اثنا اثني اثنتا اثنتي
3 ثلاثة ثلاث
4 أربعة أربع
5 خمسة خمس
6 ستة ست
7 سبعة سبع
8 ثمانية ثماني ثمان
9 تسعة تسع
10 عشرة عشر
20 عشرون عشرين
30 ثلاثون ثلاثين
40 أربعون أربعين
50 خمسون خمسين
60 ستون ستين
70 سبعون سبعين
80 ثمانون ثمانين
90 تسعون تسعين
200 مائتان مئتان مائتين مئتين
2000 ألفان ألفين
2000000 مليونان مليونين
2000000000 ملياران مليارين""",
        ones="واحد واحدة أحد إحدى",
        scales="""\
100 مائة مئة
1000 ألف آلاف ألفا
1000000 مليون ملايين مليونا
1000000000 مليار مليارات
1000000000000 تريليون""",
        bare="ألف مائة مئة مليار مليون",
        prefixes="و",
        teens="عشر عشرة",
        ranges="أو إلى",
        fractions="3 ثلث أثلاث\n4 ربع أرباع\n7 سبع\n8 ثمن",
        halves="نصف",
    ),
    percent_words="المئة|في المائة|بالمئة|بالمائة في",
    months="يناير|فبراير|مارس|أبريل|إبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر",
    quotation_marks="« » ” “",
    elisions="[…] [...] … ... (...)",
    separator="، ",
    conjunction=" و",
)

SCRIPT = "Arab"
TAGS = {"ar": ARABIC}
