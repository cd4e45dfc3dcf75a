"""The line that dates a document which bears a seal and no judge's name."""

from __future__ import annotations

import re
from typing import Final

#: A date alone on its line, or right behind the name of the organ that signs.
DATE_LINE: Final = re.compile(
    r"(?<=[\n院局会厅队府关）])(?P<date>(?:[一二][〇零一二三四五六七八九OolI]{3}|(?:19|20)\d\d)年[^\n。，]{2,6}日)(?=\n|$|（|附)"
)
