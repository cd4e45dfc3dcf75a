"""Words of English judgments as tables; read with ``anmai.extraction.languages.en.words``."""
