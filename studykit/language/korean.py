"""Korean: medium confidence.

The lists are written from knowledge of the language and were compared with parallel user interface strings.
Most of the words come behind what they negate and are written onto endings, so that they are looked for
inside words, and after a quote.
"""

from .model import Confidence, Language, Numerals, WordList

_COUNTERS = (
    "가구|가지|개|개국|개월|건|곳|군데|권|그루|년|대|도|달|마리|만|명|미터|박|배|번|번째|병|분|사람|살|세기|센티|송이|시간|시|"
    "원|월|위|인|일|자루|잔|장|쪽|차례|채|척|천|초|층|켤레|킬로|퍼센트|편|표|페이지|호|회|할|%"
)
_PARTICLES = "가|과|까지|는|도|로|를|만|보다|부터|으로|은|을|의|이|이나|이다|이며|입니다|에|에서|와|여|쯤|정도|이었다|였다"

KOREAN = Language(
    code="ko",
    name="Korean",
    confidence=Confidence.MEDIUM,
    negation=WordList(
        words="거부 금지 대신",
        patterns=r"""
            (?<![가-힣])(?:못|안)(?=\s+[가-힣])
            (?<![가-힣])(?:못|안)(?=[갔돼됐되됩먹왔하했])
            아니(?!나|라|면)|아닌|아닐|아닙
            못(?:하|한|할|합|했)
            않|없(?!애)
            지 ?마(?:라|세|십)|지 ?말
        """,
    ),
    modal=WordList(
        words="아마",
        patterns=r"""
            [가-힣]+ 수(?:는|도|가)? ?(?:없|있)
            [아어]?야 ?(?:되|하|한|할|합|했)
            지도 ?모르|겠
        """,
    ),
    condition=WordList(
        words="거든 경우 더라도 만약 만일 비록 여부",
        phrases="않는 한",
        patterns=r"[가-힣](?:으면|라면|다면|면)(?![가-힣])",
    ),
    hedge=WordList(
        words="""
            듯 따르면 모양 소문 소위 아마 아마도 알려진 어쩌면 의하면 의혹 이른바 일설 자칭 추정
        """,
        phrases="""
            것 같
            다고 한다
            다고 합니다
            라고 한다
        """,
    ),
    limit=WordList(
        words="""
            간신히 거의 겨우 기껏해야 다만 단지 드물게 빼고 뻔 뿐 옛 오직 적어도 전직 제외 최대 최소 하마터면
        """,
        phrases="더 이상",
        patterns=r"""
            (?<![가-힣])전(?= ?[가-힣]*(?:관|교장|장|총리|통령|회장))
            [가-힣]만(?![가-힣])
            밖에|외에
        """,
    ),
    pseudo=WordList(
        words="끊임없 못지않 변함없 아니면 어김없 틀림없",
        phrases="아니나 다를까",
        patterns=r"""
            (?:건물|마음|문|물|방|상자|집|차) 안
            뿐(?:만)? ?아니라
        """,
    ),
    doubtful=WordList(words="듯 모양 뿐 최대 최소"),
    spaced=False,
    capitals=False,
    before=10,
    after=14,
    follows="condition hedge limit modal negation",
    numerals=Numerals(
        cardinals="""\
0 영 공
1 일
2 이
3 삼
4 사
5 오
6 육
7 칠
8 팔
9 구
1/2 절반""",
        scales="""\
10 십
100 백
1000 천
10000 만
100000000 억
1000000000000 조""",
        ones="일 한 하나",
        doubtful="네 두 세 쉰 열",
        compound_tens="""\
10 열
20 스물 스무
30 서른
40 마흔
50 쉰
60 예순
70 일흔
80 여든
90 아흔""",
        compound_units="""\
1 하나 한
2 둘 두
3 셋 세
4 넷 네
5 다섯
6 여섯
7 일곱
8 여덟
9 아홉""",
        ranges="내지 또는 에서",
        lookalikes=r"""
            (?<![가-힣])이 (?=개|건|곳|권|달|대|도|마리|명|방|번|병|사람|살|송이|시|잔|장|집|채|척|층|편|표|학교)
            (?<![가-힣])(?:만사|만일|백조|오만|이만|이천|이조|일만|천만에|천천)(?![가-힣]?[\d명개])
        """,
        counters=rf"(?<=\s)(?:{_COUNTERS})",  # “사회” is not four times
        edge_before="(?<![가-힣])",
        edge_after=rf"(?:(?![가-힣])|(?=\s?(?:{_COUNTERS}|분의))|(?=(?:{_PARTICLES})(?![가-힣])))",
        fraction_sign=r"분의\s?",
        point="점",
        tenths="할(?![가-힣])",
    ),
    dates=r"\d{2,4}년\s?\d{1,2}월(?:\s?\d{1,2}일)?|\d{1,2}월\s?\d{1,2}일|\d{2,4}\.\s\d{1,2}\.\s\d{1,2}\.",
    percent_words="퍼센트|프로",
    currencies="원=₩ 달러=$ 유로=€",
    quotation_marks="“ ” ‘ ’",
    elisions="[…] … …… ... (중략)",
    conjunction=" 및 ",
)

SCRIPT = "Kore"
TAGS = {"ko": KOREAN}
