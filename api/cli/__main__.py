"""``python -m anmai.api.cli``: how background servers are started, whatever is on the PATH."""

from anmai.api.cli import main

main()
