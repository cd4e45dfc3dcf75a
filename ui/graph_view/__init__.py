"""The graph component: what is drawn (state.py, pure), and how it is mounted (view.py).

The JavaScript is built from web/ and lies here as graph_view.js; no host is asked for anything at run time.
"""
