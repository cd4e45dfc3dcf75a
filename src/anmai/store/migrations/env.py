"""Alembic's entry: runs the migrations on the connection that anmai.store.engine hands over."""

from alembic import context

from anmai.store import ledger_tables, report_tables, source_tables

#: Importing a module of tables declares them.
DECLARED = (ledger_tables.Base, report_tables.Base, source_tables.Base)

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=DECLARED[0].metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
