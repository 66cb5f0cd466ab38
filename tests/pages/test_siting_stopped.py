"""A visitor who ends the search for a plan: it begins anew only when asked, and nothing is lost."""

from atlas.messages import words
from tests.pages.test_network import LAND
from tests.pages.visits import SITING, sentences, visit

DE = words("de")


def test_an_ended_search_begins_anew_only_when_asked() -> None:
    app = visit(SITING, area=LAND)
    # As if the button had been pressed: AppTest sees a page only when its run is over.
    app.session_state["waiting_cancel_test"] = True
    app.selectbox(key="widget_whom").set_value("work").run()
    assert sentences(app)[0] == DE("siting_argument.stopped")
    app.session_state["waiting_cancel_test"] = False
    app.button(key="again_answer").click().run()
    assert sentences(app)[0] != DE("siting_argument.stopped")
    assert "nachweislich" in sentences(app)[0]
