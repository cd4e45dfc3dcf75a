"""The small components that pages are put together from: table, ruling text, cookie; plain JavaScript, no build.

Everything from documents is set with textContent, since a component of Streamlit is not sandboxed.
"""
