"""One module a page of the explorer, each with ``page()``; what several pages share lies in anmai.ui.parts.

The folder is not called pages: Streamlit takes a folder of that name beside the script for pages of its own.
"""
