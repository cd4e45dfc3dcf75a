"""The Streamlit explorer.

It talks to the API only; of ours it imports nothing but anmai.forms, errors and settings.
"""
