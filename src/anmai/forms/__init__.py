"""The forms that parts exchange: record, finding, lead, identity decision.

Data only: no reading, no database, no network. A form's field names are a contract with users' files.
"""
