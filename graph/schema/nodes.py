"""The node types."""

from __future__ import annotations

from typing import Final

from anmai.graph.schema.declare import NodeType, Property
from anmai.graph.schema.entries import ENTRY, entry_nodes
from anmai.graph.sources.catalogue import mappings
from anmai.settings import sources_folder

_NAME: Final = Property("name", "string", "名称", "Name", indexed=True)
_PERSON_NAME: Final = Property("name", "string", "姓名", "Name as most often written", personal=True, indexed=True)

DOCUMENT: Final = NodeType(
    "Document",
    "document",
    "文书",
    "A ruling or record, as received",
    "source/key (store: documents.id)",
    (
        Property("given_id", "string", "原编号", "The given id, or the file's name without its ending", indexed=True),
        Property("doc_type", "string", "文书类型", "Title without inner spaces, e.g. 刑事判决书"),
        Property("case_number", "string", "案号", "As written, spaces removed", indexed=True),
        Property("court", "string", "法院", "Issuing court"),
        Property("organ", "string", "制发机关", "Issuing procuratorate or administrative organ; null for a court's"),
        Property("procedure", "string", "程序", "一审 二审 再审 执行 其他"),
        Property("judgment_date", "date", "裁判日期", "Date of the signature", indexed=True),
        Property("status", "string", "读取状态", "read | partial"),
        Property("warnings", "strings", "提示", "Self-checks that failed"),
        Property("sha256", "string", "原件散列", "SHA-256 of the original bytes"),
        Property("text_sha256", "string", "正文散列", "SHA-256 of the source text"),
    ),
)

CASE: Final = NodeType(
    "Case",
    "document",
    "案件",
    "A case: court and number; the document's key where the number is missing or masked",
    "<court>|<normalised number>, or document:<Document.id>",
    (
        Property("number", "string", "案号", "Normal form: (2019)浙0106刑初123号", indexed=True),
        Property("matter", "string", "案件族", "Same for all instances, retrials and corrections of one matter",
                 indexed=True),
        Property("kind", "string", "案件类别",
                 "criminal | civil | enforcement | administrative | prosecution | penalty | other"),
        Property("organ", "string", "制发机关", "Procuratorate or administrative organ; null for a court's case"),
        Property("procedure", "string", "程序", "一审 二审 再审 执行 其他"),
        Property("judgment_date", "date", "裁判日期", "ISO date of the signature", indexed=True),
        Property("year", "integer", "年份", "Year of the number, else of the date"),
        Property("cause", "string", "案由", "Cause of action", indexed=True),
        Property("result", "string", "结果", "支持 部分支持 驳回 撤诉 调解 终结 其他"),
        Property("mediated", "boolean", "调解结案", "Ended by mediation; null when not read"),
        Property("withdrawn", "boolean", "撤诉", "Ended by withdrawal; null when not read"),
        Property("by_default", "boolean", "缺席判决", "At least one party stayed away; null when not read"),
        Property("standing", "boolean", "最终生效", "The last instance of its matter that is known here"),
        Property("referred", "boolean", "仅被提及", "Only mentioned by another document, not itself loaded"),
    ),
)  # fmt: skip

COURT: Final = NodeType(
    "Court",
    "reference",
    "法院",
    "A court",
    "its full name",
    (
        _NAME,
        Property("level", "string", "级别", "basic | intermediate | high | supreme | special"),
        Property("county_code", "string", "区县代码", "GB/T 2260, six digits; null for courts above"),
        Property("city_code", "string", "地市代码", "GB/T 2260; a municipality counts as one city"),
        Property("province_code", "string", "省级代码", "GB/T 2260"),
    ),
)
PROCURATORATE: Final = NodeType(
    "Procuratorate", "reference", "检察院", "A prosecuting organ", "its full name", (_NAME,)
)
REGION: Final = NodeType(
    "Region",
    "reference",
    "行政区划",
    "An administrative division",
    "GB/T 2260 code",
    (
        _NAME,
        Property("level", "string", "级别", "province | city | county"),
        Property("municipality", "boolean", "直辖市", "Municipality under the central government (counts as one city)"),
    ),
)

_PARTY: Final = (
    Property("sex", "string", "性别", "男 | 女"),
    Property("birth_date", "date", "出生日期", "Partial ISO date", personal=True, indexed=True),
    Property("ethnicity", "string", "民族", "e.g. 汉族"),
    Property("id_number", "string", "公民身份号码", "As written, masks kept", personal=True),
    Property("credit_code", "string", "统一社会信用代码", "18 characters"),
)
MENTION: Final = NodeType(
    "Mention",
    "document",
    "当事人记载",
    "A party as one document names it; never an entity",
    "<Document.id>#m<ordinal>",
    (
        Property("name", "string", "姓名或名称", "As written", personal=True, indexed=True),
        Property("kind", "string", "类别", "person | organization"),
        Property("roles", "strings", "诉讼地位", "被告人, 原告, 辩护人, 审判员 …"),
        Property("masked", "boolean", "匿名", "The name is a mask (张某, 李某1)"),
        *_PARTY,
        Property("household", "string", "户籍", "As written", personal=True),
        Property("address", "string", "住址", "As written", personal=True),
        Property("occupation", "string", "职业", "As written"),
        Property("education", "string", "文化程度", "As written"),
        Property("aliases", "strings", "别名", "Aliases and former names"),
        Property("firm", "string", "律师事务所", "Law firm of a defender or agent"),
    ),
    fulltext=("name",),
)
PERSON: Final = NodeType(
    "Person",
    "entity",
    "自然人",
    "A person: mentions held together by identity decisions",
    "minted once (P-…)",
    (
        _PERSON_NAME,
        Property("names", "strings", "全部写法", "All written names and aliases", personal=True),
        Property("masked", "boolean", "仅有匿名", "Every mention is a mask"),
        *_PARTY[:4],
        Property("household", "string", "户籍", "Of the newest document that tells it", personal=True),
        Property("mentions", "integer", "记载数", "Number of mentions"),
    ),
    fulltext=("name", "names"),
)
ORGANIZATION: Final = NodeType(
    "Organization",
    "entity",
    "单位",
    "An organization: mentions held together by identity decisions",
    "minted once (O-…)",
    (
        _NAME,
        Property("names", "strings", "全部写法", "All written names"),
        Property("masked", "boolean", "仅有匿名", "Every mention is a mask"),
        Property("credit_code", "string", "统一社会信用代码", "18 characters", indexed=True),
        Property("category", "string", "类型",
                 "bank | licensed_lender | law_firm | government | village | company | other, by name"),
        Property("mentions", "integer", "记载数", "Number of mentions"),
    ),
    fulltext=("name", "names"),
)  # fmt: skip

VERDICT: Final = NodeType(
    "Verdict",
    "document",
    "判决结果",
    "What one defendant got in one case, or a prior told in a header",
    "<Document.id>#v<ordinal>",
    (
        Property("source", "string", "来源", "ruling | prior (told in the header of another ruling)"),
        Property("charges", "strings", "罪名", "Full names ending in 罪"),
        Property("penalty", "string", "主刑", "有期徒刑 拘役 管制 无期徒刑 死刑 死缓 免予刑事处罚 无罪 单处罚金"),
        Property("penalty_text", "string", "原文刑罚", "A prior's penalty in its own words"),
        Property("months", "integer", "刑期（月）", "Final executed term in months"),
        Property("probation_months", "integer", "缓刑考验期（月）", "Probation period in months; null: none was read"),
        Property("suspended", "boolean", "是否缓刑", "A suspension is written; null where the penalty was not read"),
        Property("fine_yuan", "float", "罚金（元）", "Final total fine in yuan"),
        Property("political_rights_months", "integer", "剥夺政治权利（月）", "Months; -1 for life"),
        Property("date", "date", "裁判日期", "Date of the judgment", indexed=True),
        Property("served_from", "date", "刑期起", "As written"),
        Property("served_until", "date", "刑期止", "As written"),
        Property("released", "date", "释放日期", "Release told in the text"),
        Property("released_by", "string", "释放方式", "刑满释放 | 假释 …"),
        Property("circumstances", "strings", "法院认定情节", "As found by the court; a refused claim is none"),
        Property("recidivist", "boolean", "累犯", "The court finds 累犯; false: it refuses the claim; null: silent"),
        Property("ringleader", "boolean", "集团首要分子", "The court finds a ringleader of a 犯罪集团; null: silent"),
        Property("under_18", "boolean", "犯罪时未成年", "The court finds that he was under 18; null: silent"),
        Property("revokes_suspension", "boolean", "撤销缓刑",
                 "Revokes an earlier suspension, whether or not its case was read; null: none was read"),
        Property("merges_earlier", "boolean", "并罚前判",
                 "An earlier judgment's sentence is merged in (与前罪并罚); null: none was read"),
        Property("confiscation", "boolean", "没收财产", "Property is confiscated (刑法 59); null: none was read"),
        Property("standing", "boolean", "现行有效", "Not changed by a later instance that is known here"),
    ),
)  # fmt: skip
OFFENCE: Final = NodeType(
    "Offence",
    "document",
    "犯罪事实",
    "An offence with its date or range",
    "<Document.id>#o<ordinal>",
    (
        Property("charge", "string", "罪名", "Charge"),
        Property("date_from", "date", "起始日期", "First day", indexed=True),
        Property("date_until", "date", "截止日期", "Last day; equal to date_from for one day"),
    ),
)
CHARGE: Final = NodeType(
    "Charge", "reference", "罪名", "A charge", "its full name",
    (_NAME, Property("article", "string", "法条", "Article of 刑法, e.g. 234 or 133-1")),
)  # fmt: skip
STATUTE: Final = NodeType("Statute", "reference", "法律", "A statute or judicial interpretation", "its name", (_NAME,))
LOAN: Final = NodeType(
    "Loan", "document", "借款", "A loan that the court found", "<Document.id>#l<ordinal>",
    (Property("yuan", "float", "本金（元）", "Principal in yuan"),),
)  # fmt: skip

ID_NUMBER: Final = NodeType(
    "IdNumber", "reference", "公民身份号码", "A complete identity number", "the number",
    (Property("value", "string", "号码", "18 characters", personal=True),),
)  # fmt: skip
CREDIT_CODE: Final = NodeType(
    "CreditCode", "reference", "统一社会信用代码", "A credit code", "the code",
    (Property("value", "string", "代码", "18 characters"),),
)  # fmt: skip
ADDRESS: Final = NodeType(
    "Address", "reference", "地址", "An address precise to a house, room or street number", "normalised address",
    (Property("value", "string", "地址", "Normalised", personal=True),),
)  # fmt: skip
PRACTICE: Final = NodeType(
    "Practice", "reference", "执业身份", "A lawyer's name at a firm: ties cases, merges nobody", "<firm>|<name>",
    (Property("firm", "string", "律师事务所", "Firm"), Property("lawyer", "string", "姓名", "Name")),
)  # fmt: skip
_SHARED: Final = (
    ("Phone", "电话号码", "A telephone number", "digits, without the country's", "号码", "The number", True),
    ("Account", "账户", "A bank, card or other account", "its number without blanks", "账号", "The number", True),
    (
        "Vehicle",
        "车辆",
        "A vehicle, by its plate or frame number",
        "the number, normalised",
        "号牌或车架号",
        "The number",
        True,
    ),
    ("Licence", "驾驶证", "A driving or other personal licence", "its number", "证号", "The number", True),
    ("Machine", "机具", "A machine, by its factory or registration number", "the number", "编号", "The number", False),
    ("Plot", "地块", "A plot of land", "its code", "地块编码", "The code", False),
    ("Permit", "许可", "A permit or certificate", "its number", "许可证号", "The number", False),
    ("Device", "设备", "A device, by its serial or network number", "the number", "编号", "The number", False),
    ("Project", "项目", "A project", "its code", "项目编号", "The code", False),
    ("Item", "标的物", "A thing or parcel, by its number", "the number", "编号", "The number", False),
)
SHARED: Final = tuple(
    NodeType(label, "reference", zh, en, by, (Property("value", "string", told_zh, told_en, personal=personal),))
    for label, zh, en, by, told_zh, told_en, personal in _SHARED
)
SOURCE: Final = NodeType(
    "Source",
    "entry",
    "数据源",
    "A loaded table source",
    "its name",
    (
        _NAME,
        Property("kind", "string", "类别", "Name of its mapping", indexed=True),
        Property("title", "string", "标题", "Title of its kind"),
        Property("owner", "string", "提供单位", "Whose records they are"),
        Property("grade", "string", "数据分级", "general | sensitive | restricted"),
        Property("supplies", "strings", "满足", "Names that models list under required_sources"),
        Property("rows", "integer", "行数", "Entries"),
        Property("loaded", "string", "载入时间", "When it was last changed by a load (UTC)"),
        Property("as_of", "date", "数据截止日", "Up to which day the records tell; null: not said"),
    ),
)
LENDING_GROUP: Final = NodeType(
    "LendingGroup", "derived", "关联放贷群体", "Lenders and their circle tied by representative, address or agent",
    "LG- and the smallest member id",
    (
        Property("members", "integer", "成员数", "Number of members"),
        Property("rule", "string", "规则", "Rule that made it"),
        Property("rule_version", "string", "规则版本", "Version of the rule"),
    ),
)  # fmt: skip

REPORT_CLUSTER: Final = NodeType(
    "ReportCluster", "derived", "诉求聚类", "Calls and citizens' reports of one cause about one place or company",
    "RC- and the smallest member id",
    (
        Property("members", "integer", "成员数", "Number of members"),
        Property("theme", "string", "主题", "Cause, a name of graph/derived/data/report_themes.yaml", indexed=True),
        Property("place", "string", "地点", "Street, village, estate or water; null: an organization is the subject"),
        Property("region", "string", "行政区划", "GB/T 2260 code of the place"),
        Property("subject", "string", "被诉主体", "Organization.id that the reports complain of; null: a place is"),
        Property("reports", "integer", "工单数", "Number of reports"),
        Property("reporters", "integer", "反映人数", "Different people; who reports often counts once"),
        Property("anonymous", "integer", "匿名数", "Reports that tell neither person nor telephone"),
        Property("date_from", "date", "最早", "Day of the first report"),
        Property("date_until", "date", "最晚", "Day of the last report", indexed=True),
        Property("rule", "string", "规则", "Rule that made it"),
        Property("rule_version", "string", "规则版本", "Version of the rule"),
    ),
)  # fmt: skip
DERIVED_RULE: Final = NodeType(
    "DerivedRule", "derived", "推导规则", "A rule that made derived nodes in this graph, and how far it has seen",
    "the rule's name",
    (
        Property("version", "string", "版本", "Version of the rule"),
        Property("touched_until", "integer", "已计入变更", "Store: changes (touched.seq) up to here are counted in"),
        Property("enabled", "boolean", "启用", "False: switched off, nothing of it is in the graph"),
    ),
)  # fmt: skip

BASE: Final[tuple[NodeType, ...]] = (
    DOCUMENT, CASE, COURT, PROCURATORATE, REGION, MENTION, PERSON, ORGANIZATION, VERDICT, OFFENCE, CHARGE, STATUTE,
    LOAN, ID_NUMBER, CREDIT_CODE, ADDRESS, PRACTICE, *SHARED, LENDING_GROUP,
    REPORT_CLUSTER, DERIVED_RULE, SOURCE,
)  # fmt: skip
_TAKEN: Final = frozenset(node.label for node in BASE) | {ENTRY.label}
#: What anmai ships: docs/schema.md tells these.
SHIPPED_NODES: Final = (*BASE, *entry_nodes(mappings(), _TAKEN), ENTRY)
#: With the analyst's own kinds of entries. A node's own label stands before the Entry that it also bears.
NODES: Final[tuple[NodeType, ...]] = (*BASE, *entry_nodes(mappings(sources_folder()), _TAKEN), ENTRY)
#: Labels of entries, the general one last.
ENTRY_LABELS: Final = tuple(node.label for node in NODES if ENTRY.label in (node.label, *node.also))
