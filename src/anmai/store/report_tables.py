"""Tables of citizens' reports: what somebody reported, under which number, and what he was told."""

from __future__ import annotations

from sqlalchemy import Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from anmai.store.tables import Base


class CitizenReport(Base):
    """A report of a citizen, under the number that he was given."""

    __tablename__ = "citizen_reports"
    number: Mapped[str] = mapped_column(String(16), primary_key=True)
    received: Mapped[str] = mapped_column(String(32), comment="UTC")
    day: Mapped[str] = mapped_column(String(10), index=True, comment="Day of the number (UTC+8)")
    sequence: Mapped[int] = mapped_column(Integer, comment="Of the day, from 1")
    status: Mapped[str] = mapped_column(String(16), index=True)
    content: Mapped[str] = mapped_column(Text)
    reporter: Mapped[str | None] = mapped_column(String(128))
    phone: Mapped[str | None] = mapped_column(String(32))
    subject: Mapped[str | None] = mapped_column(String(256), comment="Whom it complains of")
    address: Mapped[str | None] = mapped_column(String(512), comment="Where it is about")
    region: Mapped[str | None] = mapped_column(String(128))
    channel: Mapped[str] = mapped_column(String(16), comment="counter | phone | letter | web | referred")


class ReportStep(Base):
    """One step of a report: from which status to which, by whom, and the words that its reporter hears."""

    __tablename__ = "citizen_report_steps"
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    number: Mapped[str] = mapped_column(String(16), index=True)
    at: Mapped[str] = mapped_column(String(32))
    by: Mapped[str] = mapped_column(String(128))
    before: Mapped[str | None] = mapped_column(String(16))
    after: Mapped[str] = mapped_column(String(16))
    told: Mapped[str | None] = mapped_column(Text, comment="What the reporter hears")
