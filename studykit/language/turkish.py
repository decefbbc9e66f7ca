"""Turkish: medium confidence.

The lists are written from knowledge of the language and were compared with parallel user interface strings.
Negation is inside the verb (`satmadı`) and comes late, so that patterns look for endings, and after a quote.
"""

from .model import Confidence, Language, Numerals, WordList

TURKISH = Language(
    code="tr",
    name="Turkish",
    confidence=Confidence.MEDIUM,
    negation=WordList(
        words="""
            asla hayır hiç hiçbir hiçbiri imkansız imkânsız kimse olmadan olmaksızın olmayan yasak
            yerine
        """,
        patterns=r"""
            \w+m[ae]z(?:d[ıi]|l[ae]r|s[ae])?
            \w{2,}(?:m[ae]d[ae]n|m[ae]d[ıi]|m[ae]m[ıi]ş|m[ae]mak|m[ae]mek|m[ae]mal[ıi]|m[ae]mel[ıi]|m[ae]s[ıi]n|m[ae]y[ae]c[ae][kğ]|m[ae]y[ae]n|m[ae]y[ıi]p|m[ıiuü]yor|maksızın|meksizin)\w*
            \w{2,}s[ıiuü]z
            değil\w*
            yok(?!sa|sul|uş)\w{0,4}
        """,
    ),
    modal=WordList(
        words="gerek gerekir gerekiyor lazım mümkün zorunda",
        patterns=r"""
            \w+[ae]bil\w*
            \w{2,}m(?:al[ıi]|el[iı])(?:d[ıi]r|y\w*)?
        """,
    ),
    condition=WordList(
        words="aksi eğer ise koşuluyla rağmen takdirde yoksa şartıyla şayet",
        patterns=r"\w{2,}(?:[aeıiuü]rs[ae]|d[ıi]ys[ae])\w*",
    ),
    hedge=WordList(
        words="belki galiba göre güya herhalde muhtemelen sanki sözde sözümona",
        phrases="""
            görünüşe göre
            iddiaya göre
        """,
        patterns=r"""
            iddia ed\w+
            söylen\w+
        """,
    ),
    limit=WordList(
        words="""
            ancak artık dışında eski hariç kısmen nadiren neredeyse sabık sadece yaklaşık yalnız
            yalnızca
        """,
        phrases="""
            az kalsın
            en az
            en fazla
            hemen hemen
            henüz değil
            zar zor
        """,
    ),
    pseudo=WordList(
        words="kuşkusuz yoksa şüphesiz",
        phrases="""
            değil mi
            sadece değil
            yalnızca değil
        """,
    ),
    lookalikes=WordList(
        patterns=r"namaz(?:d|l|s)?\w*",
    ),
    doubtful=WordList(
        words="ancak artık ise yalnız yerine",
        patterns=r"""
            eski(?! (?:asker|bakan|başbakan|başkan|bekçi|belediye|cumhurbaşkan|eş|general|koca|müdür|muhtar|öğretmen|öğrenci|rektör|vali|yönetici)\w*)
        """,
    ),
    abbreviations="Dr Prof Sn bkz cad mah no prof s sok vb vs yy",
    dotted_i=True,
    before=4,
    after=8,
    follows="condition hedge limit modal negation",
    clause_words="ama fakat",
    numerals=Numerals(
        cardinals="""\
0 sıfır
1 bir
2 iki
3 üç
4 dört
5 beş
6 altı
7 yedi
8 sekiz
9 dokuz
10 on
20 yirmi
30 otuz
40 kırk
50 elli
60 altmış
70 yetmiş
80 seksen
90 doksan""",
        ones="bir",
        scales="""\
12 düzine
100 yüz
1000 bin
1000000 milyon
1000000000 milyar
1000000000000 trilyon""",
        bare="bin yüz",
        ranges="ila ile veya ya",
        minus="eksi",
        abbreviations="""\
1000000 mn
1000000000 mr""",
        fractions="4 çeyrek",
        halves="yarım yarısı",
        half_more="buçuk",
        times="2 çift",
        lookalikes=r"""
            \w+[ıiuü]n altı
            bu yüz\w*
        """,
        teens_after_ten=True,
        denominator_endings="da de ta te",
    ),
    decimal=",",
    grouping=".",
    percent="%{}",
    percent_before="yüzde",
    months="ocak|şubat|mart|nisan|mayıs|haziran|temmuz|ağustos|eylül|ekim|kasım|aralık",
    currencies="lira=₺ tl=₺ euro=€ dolar=$",
    quotation_marks="“ ” ‘ ’",
    elisions="[…] [...] … ... (…) (...)",
    letters="ç/c ğ/g ı/i ö/o ş/s ü/u",
    pairs="aci/acı kir/kır kiz/kız on/ön oldu/öldü sik/sık",
    conjunction=" ve ",
)

SCRIPT = "Latn"
TAGS = {"tr": TURKISH}
