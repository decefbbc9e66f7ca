"""Hebrew: medium confidence.

The lists are written from knowledge of the language and were compared with parallel user interface strings.
Vowel points are passed over.  אל is not listed: before most words it means “to”.
"""

from .model import Confidence, Language, Numerals, WordList

HEBREW = Language(
    code="he",
    name="Hebrew",
    confidence=Confidence.MEDIUM,
    negation=WordList(
        words="אסור בל בלתי במקום טרם כלום ללא מבלי שום",
        phrases="""
            אף אחד
            לעולם לא
            מעולם לא
        """,
        patterns=r"""
            (?:כש|וש|[ושכהב])?(?:לא|אין|אינ(?:ו|ה|ם|ן|ני|נו|ך))
            [ושה]?חסר\w*
            [ושה]?נכשל\w*
            [וב]?בלי
            בלא
        """,
    ),
    modal=WordList(
        words="אפשר מוכרח מותר ניתן",
        patterns=r"""
            (?:[ושה]|כש)?חייב\w*
            (?:[ושה]|כש)?יכול\w*
            (?:[ושה]|כש)?עלול\w*
            (?:[ושה]|כש)?עשוי\w*
            (?:[ושה]|כש)?צריכ?\w*
        """,
    ),
    condition=WordList(
        words="אחרת אילו במקרה בתנאי למרות פן שמא",
        phrases="""
            אלא אם כן
            אף על פי
            כל עוד
            עד ש
        """,
        patterns=r"""
            [וש]?אם
            עד ש\w+
        """,
    ),
    hedge=WordList(
        words="""
            אולי אומרים המכונה ייתכן יתכן כאילו כביכול כנראה לדברי לדבריה לדבריו לטענת לכאורה לפי
            נטען נראה
        """,
        phrases="""
            יש אומרים
            ככל הנראה
        """,
    ),
    limit=WordList(
        words="אך בלבד בקושי חוץ כמעט למעט לפחות לשעבר מלבד פרט רק",
        phrases="""
            כבר לא
            לכל היותר
            לעתים רחוקות
            עדיין לא
        """,
        patterns=r"[וש]רק",
    ),
    pseudo=WordList(
        phrases="""
            אין ספק
            בלי ספק
            לא אחת
            לא פעם
            לא רק
            ללא ספק
        """,
    ),
    doubtful=WordList(words="אחרת אך במקום"),
    capitals=False,
    marks="\u0591-\u05bd\u05bf-\u05c2\u05c4-\u05c7",
    before=4,
    after=3,
    clause_words="אבל או",
    numerals=Numerals(
        cardinals="""\
0 אפס
1 אחת אחד
2 שתיים שניים שתי שני שנים
3 שלוש שלושה שלושת
4 ארבע ארבעה ארבעת
5 חמש חמישה חמשה חמשת
6 שש שישה ששה ששת
7 שבע שבעה שבעת
8 שמונה שמונת
9 תשע תשעה תשעת
10 עשר עשרה עשרת
20 עשרים
30 שלושים
40 ארבעים
50 חמישים חמשים
60 שישים ששים
70 שבעים
80 שמונים
90 תשעים
2 שתים
200 מאתיים
2000 אלפיים""",
        ones="אחת אחד",
        doubtful="שני שנים שתים",
        scales="""\
100 מאה מאות
1000 אלף אלפים
1000000 מיליון מיליוני
1000000000 מיליארד מיליארדי
1000000000000 טריליון""",
        bare="אלף מאה מיליון מיליארד",
        prefixes="ו",
        teens="עשרה עשר",
        ranges="או עד",
        minus="מינוס",
        fractions="3 שליש שלישים\n4 רבע רבעים\n5 חמישית חמישיות\n6 שישית\n7 שביעית שביעיות\n8 שמינית שמיניות\n10 עשירית עשיריות",
        halves="חצי מחצית",
    ),
    percent_words="אחוזים|אחוז",
    months="[בל]?(?:ינואר|פברואר|מרץ|מרס|אפריל|מאי|יוני|יולי|אוגוסט|ספטמבר|אוקטובר|נובמבר|דצמבר)",
    currencies='שקלים=₪ שקל=₪ ש"ח=₪',
    quotation_marks="” ” „ ”",
    elisions="[…] [...] … ... (...)",
    conjunction=" ו",
)

SCRIPT = "Hebr"
TAGS = {"he": HEBREW, "iw": HEBREW}
