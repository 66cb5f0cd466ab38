"""What somebody who makes a picture gave and cannot have."""


class PressError(ValueError):
    """A title, size, logo or embargo that cannot be used; `key` and `given` say so in the words of any language."""

    def __init__(self, key: str, **given: str | int) -> None:
        """Keep the key of the text and what it is filled with."""
        super().__init__(key, given)
        self.key = key
        self.given = given
