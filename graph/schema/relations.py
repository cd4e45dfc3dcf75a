"""The relationship types. Entity-level ones are what models are written against."""

from __future__ import annotations

from typing import Final

from anmai.graph.schema.declare import Property, RelationType
from anmai.graph.schema.nodes import ENTRY_LABELS, SHARED

_ANYONE: Final = ("Person", "Organization")
_SHARED: Final = tuple(node.label for node in SHARED)
_IDENTIFIERS: Final = ("IdNumber", "CreditCode", "Address", "Practice")
_CASE_ID: Final = Property("case_id", "string", "案件", "Case.id in which this was said")
_ROLE: Final = Property("role", "string", "诉讼地位", "As written, e.g. 原告, 审判长")

RELATIONS: Final[tuple[RelationType, ...]] = (
    # Documents, cases, courts
    RelationType("RECORDS", ("Document",), ("Case",), "记载", "The document records the case"),
    RelationType("HEARD_BY", ("Case",), ("Court",), "审理法院", "The court that issued the ruling"),
    RelationType("PROSECUTED_BY", ("Case",), ("Procuratorate",), "公诉机关", "The prosecuting organ"),
    RelationType("IN_REGION", ("Court", *ENTRY_LABELS), ("Region",), "所在地", "Region of a court, or of an entry",
                 level="reference"),
    RelationType("PART_OF", ("Region",), ("Region",), "隶属", "County in city in province", level="reference"),
    RelationType("REVIEWS", ("Case",), ("Case",), "上诉/再审/执行", "Appeal, retrial or enforcement of"),
    RelationType("TRIES", ("Case",), ("Case",), "审理起诉", "The judgment's case tries the indictment's"),
    RelationType("CONCERNS", ("Case", *ENTRY_LABELS), ("Case",), "涉及",
                 "A procuratorate's protest or suggestion, or an entry, is about it"),
    RelationType(
        "CITES", ("Case",), ("Statute",), "援引", "Cited in the operative sentence",
        (Property("article", "string", "条", "Article, e.g. 264 or 133-1"),),
    ),
    # Mentions
    RelationType("IN_DOCUMENT", ("Mention",), ("Document",), "见于", "Where the mention stands", level="mention"),
    RelationType(
        "OF", ("Mention",), _ANYONE, "归属", "The entity that identity decisions give the mention to",
        (Property("decision", "string", "依据", "Store: decisions.id that holds it; null for the entity's first"),),
        level="mention",
    ),
    # Parties of cases
    RelationType("DEFENDANT_IN", _ANYONE, ("Case",), "被告人", "Defendant of a criminal case", (_ROLE,),
                 level="entity"),
    RelationType(
        "PARTY_TO", _ANYONE, ("Case",), "当事人", "Party of a civil, enforcement or administrative case",
        (_ROLE, Property("side", "string", "一方", "claimant | respondent | third (from the role)")), level="entity",
    ),
    RelationType("VICTIM_IN", _ANYONE, ("Case",), "被害人", "Victim", level="entity"),
    RelationType(
        "DEFENDS", ("Person",), _ANYONE, "辩护", "Defends",
        (_CASE_ID, Property("firm", "string", "律师事务所", "Law firm")), level="entity",
    ),
    RelationType(
        "ACTS_FOR", ("Person",), _ANYONE, "代理", "Acts for as agent ad litem",
        (_CASE_ID, Property("firm", "string", "律师事务所", "Law firm; null for employees and relatives")),
        level="entity",
    ),
    RelationType("JUDGED", ("Person",), ("Case",), "审判", "Member of the court who signed", (_ROLE,), level="entity"),
    RelationType("REPRESENTS", ("Person",), ("Organization",), "法定代表人", "Legal representative, head or operator",
                 (_CASE_ID,), level="entity"),
    RelationType("SPOUSE_OF", ("Person",), ("Person",), "夫妻", "Stated to be or have been married (either direction)",
                 (_CASE_ID,), level="entity"),
    RelationType("HAS_IDENTIFIER", (*_ANYONE, *ENTRY_LABELS), (*_IDENTIFIERS, *_SHARED), "标识",
                 "Identifier of an entity as a document tells it, or of what an entry is about",
                 (_CASE_ID, Property("role", "string", "角色", "Of an entry: whose, or as what (role of its mapping)")),
                 level="entity"),
    # Entries
    RelationType(
        "IN_ENTRY", _ANYONE, ENTRY_LABELS, "记录于", "A person or organization of a row, as identity decides",
        (Property("role", "string", "角色", "Role of the mapping, e.g. patient, provider"),
         Property("mention", "string", "记载", "Store: mentions.id"),
         Property("decision", "string", "依据", "Store: decisions.id that holds it; null for the entity's first")),
        level="entity",
    ),
    # Criminal
    RelationType("RECEIVED", ("Person", "Organization"), ("Verdict",), "获判", "Was given this verdict",
                 level="entity"),
    RelationType("IN_CASE", ("Verdict", "Offence"), ("Case",), "所属案件",
                 "Case of the verdict or offence; for a prior, the earlier case where its court and number are told"),
    RelationType("TOLD_IN", ("Verdict",), ("Case",), "记载于", "The case whose ruling tells this verdict"),
    RelationType("FOR_CHARGE", ("Verdict",), ("Charge",), "罪名", "Charge of the verdict",
                 (Property("months", "integer", "月", "Own term of this charge, months"),
                  Property("fine_yuan", "float", "元", "Own fine of this charge, yuan"))),
    RelationType("COMMITTED", _ANYONE, ("Offence",), "实施", "Committed", level="entity"),
    RelationType("REVOKES", ("Verdict",), ("Case", "Verdict"), "撤销缓刑", "Revokes the suspension of"),
    # Documents that convict nobody
    RelationType(
        "CHARGED_IN", _ANYONE, ("Case",), "被起诉", "Charged by an indictment: alleged, judged by no court",
        (Property("charges", "strings", "指控罪名", "Charges demanded"),), level="entity",
    ),
    RelationType(
        "NOT_PROSECUTED_IN", _ANYONE, ("Case",), "被不起诉", "Decided not to be prosecuted",
        (Property("ground", "string", "不起诉种类", "法定 | 酌定 | 存疑 | 附条件"),
         Property("charges", "strings", "涉嫌罪名", "Charges of which the police suspected"),
         Property("transferred", "boolean", "移送行政处罚", "Sent on for an administrative penalty; null: silent")),
        level="entity",
    ),
    RelationType(
        "SANCTIONED_IN", _ANYONE, ("Case",), "受行政处罚", "Punished by an administrative organ",
        (Property("kinds", "strings", "处罚种类", "警告 罚款 没收违法所得 吊销许可证 行政拘留 … (行政处罚法 9)"),
         Property("act", "string", "违法行为", "The unlawful act in the organ's words"),
         Property("fine_yuan", "float", "罚款（元）", "Fine in yuan"),
         Property("confiscated_yuan", "float", "没收违法所得（元）", "Unlawful gains confiscated, yuan"),
         Property("detention_days", "integer", "拘留（日）", "Days of detention")),
        level="entity",
    ),
    RelationType(
        "COMMUTED_IN", ("Person",), ("Case",), "减刑假释", "Subject of an order on commutation or parole",
        (Property("outcome", "string", "裁定结果", "减刑 | 不予减刑 | 假释 | 不予假释 | 撤销假释 | 撤销减刑 | …"),
         Property("months", "integer", "减去（月）", "Months taken off"),
         Property("changed_months", "integer", "减为（月）", "Months that a life sentence became; -1 for life"),
         Property("served_until", "date", "刑期止", "Last day of the term as changed"),
         Property("parole_until", "date", "假释考验期止", "Last day of the parole period"),
         Property("prison", "string", "服刑场所", "Where the sentence is served")),
        level="entity",
    ),
    # Lending
    RelationType("LENT_BY", ("Loan",), _ANYONE, "出借人", "Lender", level="entity"),
    RelationType("BORROWED_BY", ("Loan",), _ANYONE, "借款人", "Borrower", level="entity"),
    RelationType("GUARANTEED_BY", ("Loan",), _ANYONE, "保证人", "Guarantor", level="entity"),
    RelationType("CLAIMED_IN", ("Loan",), ("Case",), "诉请于", "Case in which the loan is claimed"),
    # Derived
    RelationType("MEMBER_OF", (*_ANYONE, "Entry"), ("LendingGroup", "ReportCluster"), "成员",
                 "Member of a derived group: a lender of a lending group, a report of a cluster",
                 (Property("ties", "strings", "关联", "What ties the member: kind and identifier"),), derived=True,
                 level="entity"),
)  # fmt: skip
