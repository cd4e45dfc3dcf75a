"""Alembic's entry: runs the migrations on the connection that anmai.store.engine hands over."""

from alembic import context

from anmai.store import ledger_tables, report_tables, source_tables
from anmai.store.tables import Base

#: Importing a module of tables declares them.
DECLARED = (ledger_tables, report_tables, source_tables)

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
