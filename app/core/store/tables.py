"""The tables. Whoever changes them adds a revision in `migrations/versions`."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, false
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """What the tables have in common. All times are UTC and naive."""


class PersonRow(Base):
    """Somebody who has signed in; `id` is what owns their drafts."""

    __tablename__ = "people"
    __table_args__ = (UniqueConstraint("issuer", "subject", name="uq_people_issuer_subject"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    issuer: Mapped[str]
    subject: Mapped[str]
    name: Mapped[str] = mapped_column(server_default="")
    email: Mapped[str] = mapped_column(server_default="")
    role: Mapped[str] = mapped_column(server_default="learner")
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]


class DraftRow(Base):
    """A draft that was begun, whose it is, and what a list says of its newest version.

    Attributes:
        folder: Where its owner has put it; empty for nowhere.
        name: The design's name, as it was saved last.
        nodes: How many nodes it had.
        saved_at: When; None before it was saved.
        deleted_at: When it came into the trash; None where it is not in it.
        exercise: `"lesson-slug/exercise-id"`, if it is the answer to an exercise.
    """

    __tablename__ = "drafts"
    __table_args__ = (Index("ix_drafts_owner_saved_at", "owner", "saved_at"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    owner: Mapped[str] = mapped_column(index=True)
    created_at: Mapped[datetime]
    folder: Mapped[str] = mapped_column(default="", server_default="")
    name: Mapped[str] = mapped_column(default="", server_default="")
    nodes: Mapped[int] = mapped_column(default=0, server_default="0")
    saved_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]
    exercise: Mapped[str] = mapped_column(default="", server_default="")


class VersionRow(Base):
    """A version of a draft: the design, and what a list of versions says of it.

    Attributes:
        label: What its owner has called it; empty where it was saved by itself.
        cause: Before what it was kept, such as `"import"`; empty where it was saved by itself.
    """

    __tablename__ = "versions"

    draft_id: Mapped[str] = mapped_column(
        ForeignKey("drafts.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    writer: Mapped[str]
    name: Mapped[str]
    nodes: Mapped[int]
    text: Mapped[str]
    created_at: Mapped[datetime]
    saved_at: Mapped[datetime]
    label: Mapped[str] = mapped_column(default="", server_default="")
    cause: Mapped[str] = mapped_column(default="", server_default="")


class ShareRow(Base):
    """A link to a draft; `kind` is `"view"` or `"copy"`."""

    __tablename__ = "shares"

    id: Mapped[str] = mapped_column(primary_key=True)
    draft_id: Mapped[str] = mapped_column(ForeignKey("drafts.id", ondelete="CASCADE"), index=True)
    owner: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str]
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class BlockRow(Base):
    """A block that an owner keeps: a design file whose main model uses it once."""

    __tablename__ = "blocks"

    id: Mapped[str] = mapped_column(primary_key=True)
    owner: Mapped[str] = mapped_column(index=True)
    title: Mapped[str]
    text: Mapped[str]
    created_at: Mapped[datetime]


class AgreementRow(Base):
    """Code that an owner has agreed to have run, by its digest."""

    __tablename__ = "agreements"

    owner: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(primary_key=True)
    created_at: Mapped[datetime]


class ClassRow(Base):
    """A teacher's class; `code` stands in the link by which learners join it."""

    __tablename__ = "classes"

    id: Mapped[str] = mapped_column(primary_key=True)
    owner: Mapped[str] = mapped_column(index=True)
    title: Mapped[str]
    code: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]


class MemberRow(Base):
    """A learner of a class; `person` is an owner, `name` what the teacher reads."""

    __tablename__ = "members"

    class_id: Mapped[str] = mapped_column(
        ForeignKey("classes.id", ondelete="CASCADE"), primary_key=True
    )
    person: Mapped[str] = mapped_column(primary_key=True, index=True)
    name: Mapped[str]
    joined_at: Mapped[datetime]


class HomeworkRow(Base):
    """A lesson that a class is to do, by its slug."""

    __tablename__ = "homework"

    class_id: Mapped[str] = mapped_column(
        ForeignKey("classes.id", ondelete="CASCADE"), primary_key=True
    )
    lesson: Mapped[str] = mapped_column(primary_key=True)
    due_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class ProgressRow(Base):
    """How far an owner is with an exercise; `draft_id` is empty where there is no draft."""

    __tablename__ = "progress"

    owner: Mapped[str] = mapped_column(primary_key=True)
    lesson: Mapped[str] = mapped_column(primary_key=True)
    exercise: Mapped[str] = mapped_column(primary_key=True)
    tries: Mapped[int] = mapped_column(default=0, server_default="0")
    hints: Mapped[int] = mapped_column(default=0, server_default="0")
    solution_shown: Mapped[bool] = mapped_column(default=False, server_default=false())
    passed_at: Mapped[datetime | None]
    draft_id: Mapped[str] = mapped_column(default="", server_default="")
    updated_at: Mapped[datetime]


class AuditRow(Base):
    """A line of the audit: who has done what to whom or what."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    person: Mapped[str]
    action: Mapped[str]
    subject: Mapped[str]
