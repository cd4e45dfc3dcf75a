"""One module a page, each with ``page()``; what several pages share lies in anmai.ui.parts."""
