"""Tries to undo a publisher's protection, with figures that a reader can add up."""

import numpy as np
import pandas as pd
import pytest

from atlas.analysis.secrecy import SecrecyError, release

NAN = float("nan")


def row(area: str, value: float, sign: str = "", method: str = "published", period: str = "2015") -> dict:
    return {
        "indicator_id": "plants",
        "area_code": area,
        "period": period,
        "value": value,
        "sign": sign,
        "method": method,
    }


def frame(*rows: dict) -> pd.DataFrame:
    return pd.DataFrame(list(rows))


def test_published_figures_and_signs_pass_as_they_are() -> None:
    values = frame(row("a", 5.0), row("b", NAN, "."), row("c", 0.0, "-"), row("d", NAN, "..."))
    pd.testing.assert_frame_equal(release(values), values)


@pytest.mark.parametrize("sign", [".", "/", "x", "..."])
def test_a_value_beside_a_sign_of_no_data_is_refused_without_telling_it(sign: str) -> None:
    with pytest.raises(SecrecyError, match="plants a 2015") as refused:
        release(frame(row("a", 777.0, sign)))
    assert "777" not in str(refused.value)


def test_an_unknown_sign_and_a_nil_that_is_not_nil_are_refused() -> None:
    with pytest.raises(SecrecyError, match="unknown sign"):
        release(frame(row("a", NAN, "?")))
    with pytest.raises(SecrecyError, match="other than 0"):
        release(frame(row("a", 3.0, "-")))


@pytest.mark.parametrize("column", ["rank", "share", "change", "class", "low"])
def test_a_column_that_tells_of_a_hidden_value_is_refused(column: str) -> None:
    values = frame(row("a", 5.0), row("b", NAN, "."))
    with pytest.raises(SecrecyError, match=column):
        release(values.assign(**{column: [1.0, 2.0]}))
    assert release(values.assign(**{column: [1.0, NAN]}))[column].notna().sum() == 1


def test_an_own_sum_with_a_secret_member_is_blanked_with_all_that_tells_of_it() -> None:
    values = frame(row("a", 5.0), row("b", NAN, "."), row("region", 9.0, method="summed")).assign(rank=[1.0, NAN, 2.0])
    released = release(values, {"region": ["a", "b"]})
    assert released["sign"].tolist() == ["", ".", "."]
    assert released["value"].isna().tolist() == [False, True, True]
    assert released["rank"].isna().tolist() == [False, True, True]
    assert values["value"].tolist()[2] == 9.0


def test_a_published_total_over_a_secret_member_stays() -> None:
    values = frame(row("b", NAN, "."), row("land", 20.0))
    assert release(values, {"land": ["a", "b"]})["value"].tolist()[1] == 20.0


def test_what_is_blanked_hides_what_is_made_from_it() -> None:
    values = frame(
        row("b", NAN, "."),
        row("inner", 4.0, method="summed"),
        row("outer", 8.0, method="summed"),
        row("c", 4.0),
    )
    released = release(values, {"inner": ["b"], "outer": ["inner", "c"]})
    assert released["value"].isna().tolist() == [True, True, True, False]


def test_a_member_hides_only_within_its_own_period() -> None:
    values = frame(
        row("b", NAN, "."),
        row("region", 9.0, method="summed"),
        row("b", 4.0, period="2016"),
        row("region", 9.0, method="summed", period="2016"),
    )
    assert release(values, {"region": ["b"]})["value"].isna().tolist() == [True, True, False, False]


def test_the_build_can_tell_that_a_part_was_secret() -> None:
    values = frame(row("a", 5.0, method="rebuilt"), row("b", 6.0)).assign(has_secret_member=[True, True])
    assert release(values)["value"].isna().tolist() == [True, False]


def test_rows_that_share_a_label_are_kept_apart() -> None:
    values = frame(row("b", NAN, "."), row("region", 9.0, method="summed"), row("c", 4.0))
    values.index = [0, 0, 0]
    assert release(values, {"region": ["b"]})["value"].isna().tolist() == [True, True, False]


def test_ranks_worked_out_after_the_gate_leave_no_gap_for_the_hidden_one() -> None:
    released = release(frame(row("a", 9.0), row("b", NAN, "."), row("c", 3.0)))
    ranks = released["value"].rank(ascending=False)
    assert ranks.dropna().tolist() == [1.0, 2.0]
    assert np.isnan(ranks[1])
