"""People, classes, shares, progress, audit; named versions; what a list says stands in the draft.

The list of an owner's drafts reads one row for each of them, and no version.
"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade() -> None:
    """Add columns and tables, and note in each draft what its newest version is called."""
    _text("drafts", "folder")
    _text("drafts", "name")
    op.add_column("drafts", sa.Column("nodes", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("drafts", sa.Column("saved_at", sa.DateTime(), nullable=True))
    op.add_column("drafts", sa.Column("deleted_at", sa.DateTime(), nullable=True))
    _text("drafts", "exercise")
    _text("versions", "label")
    _text("versions", "cause")
    for column in ("name", "nodes", "saved_at"):
        op.execute(
            f"UPDATE drafts SET {column} = (SELECT v.{column} FROM versions v WHERE v.draft_id ="
            " drafts.id ORDER BY v.number DESC LIMIT 1) WHERE EXISTS (SELECT 1 FROM versions v"
            " WHERE v.draft_id = drafts.id)"
        )
    op.create_index("ix_drafts_owner_saved_at", "drafts", ["owner", "saved_at"])
    _make_people()
    _make_shares()
    _make_classes()


def _text(table: str, column: str) -> None:
    op.add_column(table, sa.Column(column, sa.String(), nullable=False, server_default=""))


def _make_people() -> None:
    op.create_table(
        "people",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False, server_default=""),
        sa.Column("email", sa.String(), nullable=False, server_default=""),
        sa.Column("role", sa.String(), nullable=False, server_default="learner"),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("issuer", "subject", name="uq_people_issuer_subject"),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_audit_at", "audit", ["at"])


def _make_shares() -> None:
    op.create_table(
        "shares",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("draft_id", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("revoked_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_shares_draft_id", "shares", ["draft_id"])
    op.create_index("ix_shares_owner", "shares", ["owner"])


def _make_classes() -> None:
    op.create_table(
        "classes",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code"),
    )
    op.create_index("ix_classes_owner", "classes", ["owner"])
    op.create_table(
        "members",
        sa.Column("class_id", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("joined_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["class_id"], ["classes.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("class_id", "person"),
    )
    op.create_index("ix_members_person", "members", ["person"])
    op.create_table(
        "homework",
        sa.Column("class_id", sa.String(), nullable=False),
        sa.Column("lesson", sa.String(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["class_id"], ["classes.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("class_id", "lesson"),
    )
    op.create_table(
        "progress",
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("lesson", sa.String(), nullable=False),
        sa.Column("exercise", sa.String(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("hints", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("solution_shown", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("passed_at", sa.DateTime(), nullable=True),
        sa.Column("draft_id", sa.String(), nullable=False, server_default=""),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("owner", "lesson", "exercise"),
    )
