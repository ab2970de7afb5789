"""The one catalogue of texts for people, in Korean and English: `<language>/<area>.json`, read by the web app, too.

A key is `area.name`; a value may hold `{fields}`. Both languages hold the same keys and fields; a test checks it.
"""

from bonghwa.kernel.messages.catalogue import LANGUAGES, areas, filled, language_of, message

__all__ = ["LANGUAGES", "areas", "filled", "language_of", "message"]
