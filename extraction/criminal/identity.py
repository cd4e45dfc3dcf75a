"""Reads a defendant's particulars in the header: sex, birth, ethnicity, education, work, homes, number, other names."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Final

from anmai.extraction.data.tables import table
from anmai.extraction.ruling import Found, Ruling
from anmai.extraction.values.dates import first_date

#: A clause of this kind begins the story of penalties and custody; particulars end there.
_STORY: Final = re.compile(
    r"因(?:曾|涉嫌|犯|本案|盗|吸|故|寻|赌|诈|抢|酒|殴|贩|容|交|危|打|非|聚|敲|强|参|侵|有|嫖|卖|醉|无证|伤|扰|妨|组|"
    r"走|运)|曾因|被(?!告)|判处|判刑|羁押|前科|释放|抓获|投案|取保候审|拘留|逮捕|监视居住|服刑|劳动教养|到案"
)
_CLAUSE: Final = re.compile(r"[^，。；（）\n]+")
_BIRTH: Final = re.compile(r"出生|^生于|[日年月]生|(?<![研学医考招先女])生(?:$|于)")
#: A clause with a date that tells of an office held then, not of a birth.
_SERVED: Final = re.compile(r"任|至|以来|期间|工作|退休|入职|参军")
_EDUCATION: Final = re.compile(
    r"^(?:系|文化程度|学历|受教育(?:程度|状况)|具有)?[：:为系]?(?P<level>半文盲|文盲|不识字|识字|初识字|粗识字|"
    r"小学|初小|高小|中学|初中|高中|初级中学|高级中学|中专|中技|技校|技工学校|技工|职高|职中|职业高中|职业中专|"
    r"职业中学|中等专业|中等专科|中等职业|中师|大专|专科|高职|高等专科|大学(?:专科|本科|普通班)?|本科|全日制本科|"
    r"研究生|硕士(?:研究生)?|博士(?:研究生)?|在职研究生|在职大学|"
    r"函授(?:大专|本科)|电大|夜大|党校(?:大专|本科|研究生)|无文化|未上学|没上过学|学龄前|[一二三四五六]年级|肄业|"
    r"高等教育)(?P<rest>[^，。；]{0,10})$"
)
_EDUCATION_TAIL: Final = re.compile(r"(?:文化程度|文化|学历|毕业|肄业|结业|程度)+$")
_DOMICILE: Final = re.compile(
    r"^(?:捕前|案发前|现|原|暂|租|家|户籍地及|户籍所在地及|[在来][\u3400-\u9fff]{1,8}(?=暂住|租住))?(?:现居住地|经常居住地|实际居住地|居住地址|居住地|"
    r"居所地|居住|住所地|住所|住址|住地|住处|单位地址|单位住所地?|住|租住|暂住地|暂住|家住|家庭住址|家庭地址|"
    r"通讯地址|地址|注册地址?|营业地址?|经营地)"
    r"(?:在|于|为|是|系|均为)?[：:]?(?P<place>.+)$"
)
_HOUSEHOLD: Final = re.compile(
    r"^(?:身份证|其|原|现)?(?:户籍所在地?|户籍地址|户籍住址|户籍地地?|户籍|户口所在地|户口地|"
    r"户口)(?P<both>(?:地)?(?:及|和|、|与)(?:现)?(?:居住地|住址|住所地|住地|住所)|(?:地)?同(?:现)?(?:居住地|住址|住所地|住地|住所))?(?:在|于|为|是|系|"
    r"均为)?[：:]?(?P<place>.+)$"
)
_ID: Final = re.compile(
    r"(?:公民|居民)?身份(?:证)?(?:号码?|编号|证号码?|证件号码?)?(?:为|是|系|号码)?[：:]?(?P<number>[\dxX*×]{4,22})|"
    r"^(?P<bare>\d{6}[\dxX*×]{8,12})$"
)
_ALIAS: Final = re.compile(
    r"(?:(?:曾用名|又名|别名)?绰号|曾用名|别名|又名|绰号|化名|外号|乳名|小名|自称|人称|昵称|英文名|别号|别称|俗称|艺名|网名|曾名|法号|原名称?|"
    r"诨名|曾化名|亦名|自报名|自报姓名)"
    r"(?:为|叫|是|系)?[：:]?(?P<names>[“\"]?[^，。；（）：\n]{1,30})"
)
_ALIAS_LEAD: Final = re.compile(r"(?:曾用名|别名|又名|绰号|化名|外号|乳名|小名)[：:]?")
_NO_PLACE: Final = re.compile(r"^(?:同上|同前|址同|同户籍|址|所|地)|同户籍|同上$")
_NO_WORK: Final = re.compile(
    r"^(?:人|于.*|群众|中共党员|中国共产党党员|共产党员|党员|预备党员|共青团员|团员|民主党派|无党派|政治面貌.*|"
    r"国籍.*|中国籍|中国国籍|籍贯.*|祖籍.*|出生地.*|已婚|未婚|离异|离婚|丧偶|出生于.*|无前科.*|"
    r"无犯罪.*|无违法.*|身高.*|电话.*|联系.*|现.?住.*|自报.*|基本情况.*|身份.*|男|女|系|现|原|以上.*|上述.*|以下简称.*|.*简称.*|"
    r"曾用名.*|农历.*|.{0,4}宗教.*|.*岁|.*[县市区州旗省]人|.{2,12}人|户籍.*|.*籍|.*主席团|统一社会信用代码.*|"
    r"组织机构代码.*|法定代表人.*|暂住证.*|网上.*|"
    r".*残疾.*|.*怀孕.*|.*户口|.*哺乳.*|.*(?:人大|人民代表大会)代表.*|.*政协委员.*|无|不详|住.*|.*身份证.*|犯罪嫌疑人.*|同案.*|"
    r".*年级|绰号.*|生于.*|汉|.*护照.*|.*号码.*)$"
)
_WORK_PEOPLE: Final = re.compile(
    r"(?:负责人|法定代表人|法人|经纪人|承包人|合伙人|主持人|个体经营人|经营人|工人|农民|商人|军人|代表人|管理人|"
    r"投资人|实际控制人|承包经营人|下岗工人|保管人|经理人|联系人|出资人)$"
)
_WORK_LEAD: Final = re.compile(
    r"^(?:(?:自)?(?:19|20)\d\d年[^，任]{0,24}?(?:起|间|期间|以来)?(?:担任|历任|曾任|任)|职业|身份|工作单位|捕前系|案发前系|捕前|案发前|现系|系|原系|职业为|职务|单位及职务)[：:为系]?"
)


@cache
def _ethnicity() -> re.Pattern[str]:
    groups = sorted(table("ethnic_groups")["groups"].split(), key=len, reverse=True)
    return re.compile(rf"({'|'.join(groups)})(?![\u4e00-\u9fff]*(?:自治|乡|镇|村|县|州|区))")


@cache
def _brief_ethnicity() -> re.Pattern[str]:
    """A clause that gives the group without 族: 民族：汉, 汉."""
    groups = sorted(
        (name.removesuffix("族") for name in table("ethnic_groups")["groups"].split()), key=len, reverse=True
    )
    return re.compile(rf"(?:民族[：:为]?)?({'|'.join(groups)})")


def read_identity(ruling: Ruling, start: int, end: int, *, unit: bool = False) -> dict[str, Any]:
    """The particulars in [start, end), the rest of one header entry after the name.

    Args:
        ruling: The ruling.
        start: After the name.
        end: Where the entry ends.
        unit: The defendant is an organization, which has an address but no sex, birth or work.

    Returns:
        Fields of ``anmai.forms.record.Defendant`` but name and kind, as Found values; absent ones are left out.
    """
    text = ruling.text
    row: dict[str, Any] = {}
    aliases: list[Found] = []
    homes: list[tuple[int, Found]] = []
    clauses = []
    for clause in _CLAUSE.finditer(text, start, end):
        if _STORY.search(clause.group()) and not _ALIAS.match(clause.group()):
            break
        clauses.append(clause)
    for clause in clauses:
        words, (left, right) = clause.group(), clause.span()
        if words in ("男", "女", "男性", "女性", "性别男", "性别女", "性别：男", "性别：女") and "sex" not in row:
            sex = "男" if "男" in words else "女"
            at = left + words.index(sex)
            row["sex"] = ruling.found(at, at + 1)
            continue
        alias = _ALIAS.search(words)
        if alias:
            aliases.extend(_aliases(ruling, left + alias.start("names"), left + alias.end("names")))
            continue
        number = _ID.search(words)
        if number and "id_number" not in row:
            group = "number" if number.group("number") else "bare"
            row["id_number"] = ruling.found(left + number.start(group), left + number.end(group))
            continue
        household = _HOUSEHOLD.match(words)
        if household:
            if "household" not in row and not _NO_PLACE.search(household.group("place")):
                row["household"] = ruling.found(left + household.start("place"), right)
                if household.group("both"):
                    homes.append((0, row["household"]))
            continue
        domicile = _DOMICILE.match(words)
        if domicile:
            if not _NO_PLACE.search(domicile.group("place")):
                rank = 1 if words.startswith(("暂", "租")) else 0
                homes.append((rank, ruling.found(left + domicile.start("place"), right)))
            continue
        if _BIRTH.search(words) or ("birth_date" not in row and _bare_birth(text, left, right, end)):
            _birth(ruling, row, left, right)
            _ethnic(ruling, row, left, right)
            continue
        if len(words) <= 14 and _ethnic(ruling, row, left, right):
            continue
        education = _EDUCATION.match(words)
        if education and "education" not in row:
            stop = left + len(_EDUCATION_TAIL.sub("", words)) if _EDUCATION_TAIL.search(words) else right
            first = left + education.start("level")
            row["education"] = ruling.found(first, max(stop, first + 1))
            continue
        if not unit:
            _work(ruling, row, left, right)
    if aliases:
        row["aliases"] = aliases
    if homes:
        row["domicile"] = min(homes, key=lambda home: home[0])[1]
    return row


def _bare_birth(text: str, left: int, right: int, end: int) -> bool:
    """Whether a clause with a date and without 生 is a birth: no office held then, and no story begins with it."""
    words = text[left:right]
    if not first_date(words) or _SERVED.search(words) or text[left - 1] == "。":
        return False
    following = _CLAUSE.search(text, right, end)
    return following is None or not _STORY.search(following.group())


def _aliases(ruling: Ruling, start: int, end: int) -> list[Found]:
    found = []
    for piece in re.finditer(r"[^、“”\"‘’及和]+|(?<=“)[^”]+", ruling.text[start:end]):
        lead = _ALIAS_LEAD.match(piece.group())
        left = piece.start() + (lead.end() if lead else 0)
        if piece.end() > left and piece.group() not in ("等", "无"):
            found.append(ruling.found(start + left, start + piece.end()))
    return found


def _birth(ruling: Ruling, row: dict[str, Any], left: int, right: int) -> None:
    hit = first_date(ruling.text, left, right)
    if hit and "birth_date" not in row:
        row["birth_date"] = ruling.found(hit.start, hit.end, hit.iso)


def _ethnic(ruling: Ruling, row: dict[str, Any], left: int, right: int) -> bool:
    brief = _brief_ethnicity().match(ruling.text, left, right)
    if brief and brief.end() == right and "ethnicity" not in row:
        row["ethnicity"] = ruling.found(*brief.span(1))
        return True
    match = _ethnicity().search(ruling.text, left, right)
    if match and "ethnicity" not in row:
        row["ethnicity"] = ruling.found(*match.span(1))
    return bool(match)


def _work(ruling: Ruling, row: dict[str, Any], left: int, right: int) -> None:
    words = ruling.text[left:right]
    lead = _WORK_LEAD.match(words)
    if lead and lead.end() < len(words):
        left += lead.end()
        words = words[lead.end() :]
    if "occupation" in row or not 2 <= len(words) <= 60:
        return
    if _NO_WORK.match(words) and not _WORK_PEOPLE.search(words):
        return
    row["occupation"] = ruling.found(left, right, confidence=0.8)
