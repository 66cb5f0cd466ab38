"""What siting refuses: a question that cannot be met, and arguments that make no question."""


class InfeasibleError(ValueError):
    """A well-formed question without an answer: says which condition cannot be met, and by how much.

    `condition` is "p", "reach", "limit" or "capacity"; `shortfall` how much is missing of it (sites for "p", demand
    points for "reach", units of cost for "limit", units of load for "capacity"), above 0.
    """

    def __init__(self, condition: str, shortfall: float, message: str) -> None:
        self.condition, self.shortfall = condition, shortfall
        super().__init__(message)

    def __reduce__(self) -> tuple[type["InfeasibleError"], tuple[str, float, str]]:
        """Return how it is made again, so that it can come back from another process."""
        return type(self), (self.condition, self.shortfall, str(self))


class ArgumentError(ValueError):
    """An argument that cannot be used: the message names it, what was found and what is wanted."""
