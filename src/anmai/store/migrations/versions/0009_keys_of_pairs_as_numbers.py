"""Keep the keys that mentions must share to be scored as numbers, once instead of twice.

Revision ID: 0009
Revises: 0008
"""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_ROWS = 100_000


def upgrade() -> None:
    """Apply."""
    _rewrite(sa.BigInteger(), _number, sqlite_with_rowid=False)


def downgrade() -> None:
    """Take back."""
    _rewrite(sa.String(length=16), _text, sqlite_with_rowid=True)


def _number(key: str) -> int:
    return int.from_bytes(bytes.fromhex(key), "big", signed=True)


def _text(key: int) -> str:
    return key.to_bytes(8, "big", signed=True).hex()


def _rewrite(kind: sa.types.TypeEngine[Any], key_of: Callable[[Any], int | str], *, sqlite_with_rowid: bool) -> None:
    op.drop_index("ix_identity_blocks_mention_id", table_name="identity_blocks")
    op.rename_table("identity_blocks", "identity_blocks_before")
    made = op.create_table(
        "identity_blocks",
        sa.Column("key", kind, autoincrement=False, nullable=False, comment="Hash, 64 bits"),
        sa.Column("mention_id", sa.String(length=512), nullable=False),
        sa.PrimaryKeyConstraint("key", "mention_id"),
        sqlite_with_rowid=sqlite_with_rowid,
    )
    connection = op.get_bind()
    before = sa.table("identity_blocks_before", sa.column("key"), sa.column("mention_id"))
    rows = sorted((key_of(key), mention) for key, mention in connection.execute(sa.select(before)))
    for start in range(0, len(rows), _ROWS):
        values = [{"key": key, "mention_id": mention} for key, mention in rows[start : start + _ROWS]]
        connection.execute(sa.insert(made), values)
    op.drop_table("identity_blocks_before")
    op.create_index("ix_identity_blocks_mention_id", "identity_blocks", ["mention_id"])
