"""The one error of this package."""


class MessageError(LookupError):
    """A text, placeholder, language, sign or period that the catalogues do not know."""
