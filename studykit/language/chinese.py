"""Chinese in simplified and traditional letters: good confidence.

The lists are written from knowledge of the language and were compared with parallel user interface strings.
The traditional lists are the simplified ones letter by letter: the two differ in no word here.  Modals of
one letter (能, 要, 可) are not listed, except 会: they are part of too many other words.  Cantonese is not
covered.
"""

from dataclasses import replace

from .model import Confidence, Language, Numerals, WordList

_COUNTERS = (
    "[个個位名只隻条條头頭匹张張本册冊卷章节節篇座栋棟幢间間所家年日号號天周週时時秒岁歲次回遍趟层層楼樓级級元块塊"
    "斤里米尺寸亩畝吨噸度倍种種类類件台辆輛艘架门門颗顆粒片根支枝把双雙对對套副组組群批户戶代届屆票封行页頁段项項"
    "步人亿億万萬]|公[斤里]|分[钟鐘]|小[时時]|世[纪紀]|英[里尺寸镑鎊]|美元|[点點][钟鐘]|月底|个月|個月|成"
)

_NUMERALS = Numerals(
    cardinals="""\
0 零 〇
1 一 壹
2 二 两 兩 贰 貳
3 三 叁 參
4 四 肆
5 五 伍
6 六 陆 陸
7 七 柒
8 八 捌
9 九 玖
20 廿
30 卅
1/2 一半 半数 半數 半""",
    scales="""\
10 十 拾
100 百 佰
1000 千 仟
10000 万 萬
100000000 亿 億
1000000000000 兆""",
    ones="一",
    doubtful="半",
    ranges="到 或 至",
    lookalikes=r"""
        (?<![一二三四五六七八九十百\d几幾数數])千[万萬](?![元人美吨噸年户戶个個名次])
        [万萬]一
        [万萬]分(?!之)
        一一
        一起
        十分(?!之|钟|鐘)
        十足
        百分[制比点點百]
        [三四五六七八九]月份?
        (?:十[一二]?|[一二])月(?:份|[一二三四五六七八九十]{1,3}[号號日])?
        [三四五六七八九]月[一二三四五六七八九十]{1,3}[号號日]
        (?:周|星期|礼拜|禮拜|週)[一二三四五六]
        [几幾数數好][十百千万萬亿億]+
        十[几幾]
        三三[两兩][两兩]
        第(?:一|二天|三方|三者)
        乱七八糟|亂七八糟
    """,
    counters=_COUNTERS,
    fraction_sign="分之",
    point="点點",
    tenths="成(?![为為交份分功千员員就年本果熟百立绩績都长長])",
    drops_last_unit=True,
)

HANS = Language(
    code="zh-Hans",
    name="Chinese (simplified)",
    confidence=Confidence.GOOD,
    negation=WordList(words="不 免 别 勿 否 并非 拒绝 无 未 毋 没 禁止 缺 莫 非"),
    modal=WordList(
        words="不得不 只好 只能 可以 可能 应当 应该 必需 必须 能够",
        patterns=r"(?<![社议机协教开宴晚国委员学])会(?![议员计场所长谈见话])",
    ),
    condition=WordList(
        words="""
            一旦 万一 不然 不管 不论 以免 倘若 假使 假如 免得 即使 只有 只要 否则 哪怕 如果 尽管 无论 的话 直到 虽然 要不是 要是 除了 除非
        """,
        patterns="若(?!干)",
    ),
    hedge=WordList(
        words="""
            也许 仿佛 传说 似乎 号称 听说 大概 大约 好像 恐怕 或许 所谓 据 据传 据报 据称 据说 有人认为 有人说 未必 涉嫌 疑似 相传 看来 自称 莫非
        """,
    ),
    limit=WordList(
        words="""
            不再 之外 仅 以外 几乎 前任 勉强 原任 将近 尚未 差不多 差点 很少 无非 曾 最多 最少 至多 至少 除了 除外 险些
        """,
        patterns=r"""
            (?<![一三两二几\d])只(?!有|能|要)
            (?<![之以提目眼跟面])前(?=[会任校队首市部社院总省董局夫妻主])
            原(?=[主首市队总部省社院校])
            (?<![人刚口天奇奴英])才(?!华|干|能)
        """,
    ),
    pseudo=WordList(
        words="""
            不丹 不久 不仅 不但 不停 不光 不免 不列颠 不动产 不单 不只 不可思议 不同 不好意思 不如 不妨 不少 不已 不幸 不得不 不得了 不得已 不惜 不愧 不料 不断
            不时 不止 不用说 不由得 不知不觉 不禁 不管 不约而同 不论 不起眼 不过 不锈 不错 个别 久别 了不起 会否 免疫 免费 出没 分别 判别 别人 别墅 别扭 别有 别的
            别致 区别 可否 否则 告别 埋没 对不起 差不多 差别 性别 无价 无奈 无妨 无所谓 无数 无比 无疑 无穷 无线 无聊 无论 无辜 无锡 无限 无非 是否 是非 有无
            有没有 未免 未婚 未来 沉没 没事 没关系 没收 没落 没错 没问题 派别 淹没 特别 离别 类别 级别 缺口 缺点 能否 莫名 莫大 莫奈 莫扎特 莫斯科 莫桑比克 莫言
            莫过于 识别 豁免 辨别 送别 道别 鉴别 难免 非凡 非常 非洲 非要
        """,
        patterns=r"(.)[不没]\1",
    ),
    doubtful=WordList(words="免 据 曾 看来 缺"),
    spaced=False,
    capitals=False,
    before=6,
    after=4,
    follows="condition hedge limit negation",
    numerals=_NUMERALS,
    dates=r"\d{2,4}年\d{1,2}月(?:\d{1,2}[日号號])?|\d{1,2}月\d{1,2}[日号號]",
    clock="[点點](?:整|钟|鐘)|[时時]整",
    currencies="元=¥ 美元=$ 欧元=€ 歐元=€ 英镑=£ 英鎊=£ 人民币=¥ 港元=HK$",
    quotation_marks="“ ” ‘ ’",
    elisions="…… [……] （……） （略） …",
    separator="、",
    conjunction="和",
)

_TRADITIONAL = str.maketrans(
    "别并绝无没个应该当须够议机协教开国员学计场长谈见话万论则尽虽许传说号称听约谓据报认为似将曾几强点险队总"
    "会华干董断单动产锈错时觉约区对数线种类级识难费来关系锡穷价问题离养历声颠妻于过进总后续仅业丽观辞鉴",
    "別並絕無沒個應該當須夠議機協教開國員學計場長談見話萬論則儘雖許傳說號稱聽約謂據報認為似將曾幾強點險隊總"
    "會華幹董斷單動產鏽錯時覺約區對數線種類級識難費來關係錫窮價問題離養歷聲顛妻於過進總後續僅業麗觀辭鑑",
)


def _traditional(words: WordList) -> WordList:
    """The same words in traditional letters."""
    converted = (text.translate(_TRADITIONAL) for text in (words.words, words.patterns))
    plain, patterns = converted
    return WordList(plain.replace("仿佛", "彷彿"), patterns=patterns)


HANT = replace(
    HANS,
    code="zh-Hant",
    name="Chinese (traditional)",
    negation=_traditional(HANS.negation),
    modal=_traditional(HANS.modal),
    condition=_traditional(HANS.condition),
    hedge=_traditional(HANS.hedge),
    limit=_traditional(HANS.limit),
    pseudo=_traditional(HANS.pseudo),
    doubtful=_traditional(HANS.doubtful),
    quotation_marks="「 」 『 』",
    elisions="…… [……] （……） （略） ⋯⋯ …",
)

SCRIPT = "Hans"
TAGS = {
    "cmn": HANS,
    "cmn-hant": HANT,
    "zh": HANS,
    "zh-hans": HANS,
    "zh-hant": HANT,
    "zh-hk": HANT,
    "zh-mo": HANT,
    "zh-tw": HANT,
}
