"""How penalties are written: sentences with suspension and fine, detention, rehabilitation, release."""

from __future__ import annotations

from typing import Final

_N: Final = r"(?:\d{1,2}|[一二三四五六七八九十两壹贰叁肆伍陆柒捌玖拾]{1,3})"
#: A term; not one that lost its last unit (一年六，缓刑), whose length nobody can know.
TERM: Final = (
    rf"(?:{_N}年半|{_N}年(?:(?:零|又|〇|另)?{_N}个?月)?|{_N}个?月|半年)(?:(?:零|又)?{_N}[日天])?"
    rf"(?!(?:零|又|〇|另)?{_N}个?[，。；、）\n])"
)
DAYS: Final = rf"(?:（?{_N}[日天]）?)"
SUM: Final = (
    r"(?:人民币?|各){0,2}(?:￥|¥)?"
    r"[\d，.〇零一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟余]+(?:元|圆|万元)(?:整|正)?"
)
_NOTE: Final = r"(?:（[^（）]*）)?"
_EXTRA: Final = (
    rf"(?:{_NOTE}[，、；]?(?:宣告)?缓刑(?:考验期(?:限)?(?:为)?)?{TERM}|"
    rf"{_NOTE}[，、]?(?:并处|并|附加|又处|同时处|处)?(?:处)?(?:罚金|处罚金)(?:{SUM})?|"
    rf"{_NOTE}[，、]?(?:附加|并处)?剥夺政治权利(?:{TERM}|终身)|"
    rf"{_NOTE}[，、]?(?:并处)?没收(?:个人)?(?:全部|部分)?财产(?:{SUM})?)"
)
#: A criminal sentence with what belongs to it.
SENTENCE: Final = (
    rf"(?:(?:死刑[，、]?缓[期刑][二两]年(?:执行)?|死刑|死缓|无期徒刑|(?:有期)?徒刑{TERM}|拘役{TERM}|管制{TERM}){_EXTRA}*"
    rf"|免予刑事处罚|免于刑事处罚|免除刑事处罚|免除处罚|(?:单处)?罚金{SUM})"
)
#: A penalty of another kind: administrative, re-education, rehabilitation.
ADMINISTRATIVE: Final = (
    rf"(?:(?:行政|治安|司法)拘留{DAYS}?|(?<!刑事)(?<!行政)(?<!治安)(?<!司法)拘留{DAYS}|劳动教养(?!管理|委员|"
    rf"所)(?:{TERM})?|劳教{TERM}|强制隔离戒毒(?:{TERM})?|强制戒毒(?:{TERM}|{_N}日)?|"
    rf"社区戒毒(?:{TERM})?|社区康复(?:{TERM})?|收容教养(?:{TERM})?|收容教育(?:{TERM})?|"
    rf"(?:(?:行政)?罚款|行政处罚){SUM}|(?:治安(?:管理)?|行政)处罚(?!决定|法|告知|委员))(?:[，、]?(?:并处|并)?(?:罚款|处罚款|罚金){SUM})?"
)
#: The end of an earlier penalty.
RELEASE: Final = (
    r"(?:减刑释放|减余刑释放|提前释放|刑满释放|刑释|刑满获释|假释|解除劳动教养|解除劳教|解教|解除强制隔离戒毒|"
    r"解除强制戒毒|解除社区戒毒|刑满|执行刑满|执行完毕|刑期届满|服刑期满|执行期满|期满释放|释放|获释|出狱)"
)
