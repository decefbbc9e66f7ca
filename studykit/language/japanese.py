"""Japanese: good confidence.

The lists are written from knowledge of the language and were compared with parallel user interface strings.
Negation and hearsay come at the end of the clause, so that words after a quote count.
"""

from .model import Confidence, Language, Numerals, WordList

_COUNTERS = (
    "つ|人|個|本|枚|匹|頭|羽|冊|台|年|日|時|分|秒|回|歳|才|円|階|軒|件|章|部|社|名|度|倍|割|番目|代|世紀|週|通|着|足|杯|皿|組|点"
    "|票|歩|丁|隻|艘|曲|校|か[月所国]|ヶ[月所国]|カ[月所国]|ケ[月所国]|箇所|メートル|キロ|グラム|トン|ドル|パーセント|%|万|億"
)

JAPANESE = Language(
    code="ja",
    name="Japanese",
    confidence=Confidence.GOOD,
    negation=WordList(
        words="拒否 無い 無し 禁止",
        patterns=r"""
            ざる|ません|ずに|ず(?=[、。はも])|ぬ(?=[、。とも])|まい(?=[、。と])
            な(?:い|かった|く(?!な[っる])|ければ|けれ|さそう|し(?!遂))
            未(?!来)|無(?!事|数|理|論)|非(?!常)
            (?<!非)不(?![動思])
        """,
    ),
    modal=WordList(
        words="""
            かもしれ かも知れ ことができ ざるを得 だろう ちがいな できた できる でしょう ないといけ なくては なければなら はず べき 違いな
        """,
    ),
    condition=WordList(
        words="かどうか さえ たとえ たら ても なら ならば もし れば 場合 次第 限り",
    ),
    hedge=WordList(
        words="""
            いわゆる おそらく かもしれ そうだ たぶん という といわれ とされ と言われ どうやら によると によれば みたい ようだ らしい 一説 噂 多分 恐らく 疑い 自称
        """,
    ),
    limit=WordList(
        words="""
            かろうじて しか せいぜい たった だけ にすぎ に過ぎ のみ ばかり ほとんど ほぼ まだ めったに もはや やっと ようやく わずか 以上 以下 以外 少なくとも 旧 未満
            殆ど 滅多に 辛うじて 除いて 除く
        """,
        patterns=r"""
            (?<![以午])前(?=[会大市知社首])
            元(?=[^々年旦日来気素金])
        """,
    ),
    pseudo=WordList(
        words="""
            あぶな いずれ かけがえのな さりげな しかし しかも すくな すばらしい ずっと ずつ だけでな ちがいな つまらな とんでもな ないし なお なかなか なつかしい なるほど
            にほかならな のみならず はかな はず ばかりか ばかりでな ほかならな まず まもな みず わずか 不思議 仕方な 何気な 切な 危な 少な 幼な 必ず 申し訳な 相次
            違いな 間もな
        """,
    ),
    doubtful=WordList(words="たら だろう という まだ 以上 以下 旧 次第"),
    spaced=False,
    capitals=False,
    before=8,
    after=10,
    follows="condition hedge limit modal negation",
    numerals=Numerals(
        cardinals="""\
0 零 〇
1 一 壱 ひとつ
2 二 弐 ふたつ
3 三 参 みっつ
4 四 よっつ
5 五 いつつ
6 六 むっつ
7 七 ななつ
8 八 やっつ
9 九 ここのつ
1/2 半分 半数""",
        scales="""\
10 十 拾
100 百
1000 千
10000 万 萬
100000000 億
1000000000000 兆""",
        ones="一 ひとつ",
        ranges="か から ないし または 〜",
        lookalikes=r"""
            [一三四五六七八九二]月(?:[一二三四五六七八九十]{1,3}日)?
            [万千]葉
            一(?:つ|人)
            万が一
            三日月
            三重[県市]
            九州|五輪|八百屋|四国|百合
            二度と
            十(?:二|一)?月(?:[一二三四五六七八九十]{1,3}日)?
            十分(?!の|間|前|後|\d)
            十字
            数[十百千万億]+
        """,
        counters=_COUNTERS,
        fraction_sign="分の",
        point="・",
        tenths="割(?![いりるれっ合安愛烹])",
    ),
    dates=r"\d{2,4}年\d{1,2}月(?:\d{1,2}日)?|\d{1,2}月\d{1,2}日",
    clock="時(?!間|代|期|速|点)",
    percent_words="パーセント",
    currencies="円=¥ ドル=$ ユーロ=€ ポンド=£",
    quotation_marks="「 」 『 』",
    elisions="…… … （中略） 〔中略〕 [……] ―― ……",
    separator="、",
    conjunction="と",
)

SCRIPT = "Jpan"
TAGS = {"ja": JAPANESE}
