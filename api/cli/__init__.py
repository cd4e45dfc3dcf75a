"""The command line: one module a command group, each with an ``app`` (Typer) or a ``register`` function.

Nothing heavy is imported before a command runs, so that ``anmai --help`` answers at once.
"""

from anmai.api.cli.app import main

__all__ = ["main"]
