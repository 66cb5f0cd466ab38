"""The description of a picture."""

from dataclasses import FrozenInstanceError

import pytest

from atlas.picture import Classing


def test_classes_are_counted_from_their_limits() -> None:
    limits: tuple[tuple[float, ...], ...] = ((), (1.0,), (1.0, 1.0), (1.0, 2.0, 3.0))
    assert [Classing("equal", some).k for some in limits] == [0, 0, 1, 2]


def test_a_description_does_not_change() -> None:
    with pytest.raises(FrozenInstanceError):
        Classing("equal", ()).method = "quantiles"  # type: ignore[misc]
