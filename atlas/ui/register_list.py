"""The reports of the register as the table twin: a block per case, the newest case first, its reports in order."""

from html import escape

import streamlit as st

from atlas.analysis.register import Filter, case_order
from atlas.messages import Words, words
from atlas.store import Store, kept
from atlas.ui.register import Register, of
from atlas.ui.register_words import Report, reports
from atlas.ui.visit import Visit, is_known

# More cases are sent when they are unfolded.
SENT_AT_ONCE = 20


def show(visit: Visit, register: Register) -> None:
    """Draw the reports shown; what is beyond the first cases is sent when it is unfolded."""
    w = visit.words
    st.header(w("events.list"), anchor=False)
    notes = "".join(f'<p class="atlas-note">{escape(w(f"events.{key}_about"))}</p>' for key in ("list", "confidence"))
    st.html(notes)
    blocks = _blocks(visit.store, register.wanted, visit.language)
    st.html("".join(blocks[:SENT_AT_ONCE]))
    rest = blocks[SENT_AT_ONCE:]
    if rest:
        folded = st.expander(w("events.more", n=len(rest)), key="more_cases", on_change="rerun")
        if folded.open:
            folded.html("".join(rest))


@kept(128)
def _blocks(store: Store, wanted: Filter, language: str) -> list[str]:
    """Return the blocks of all cases shown, as HTML."""
    rows = of(store, wanted).rows
    keys: dict[str, list[str]] = {}
    for case, key in zip(rows["case_id"].tolist(), rows["event_id"].tolist(), strict=True):
        keys.setdefault(case, []).append(key)
    whole = _case_sizes(store)
    return [_case(store, language, keys[case], whole[case]) for case in case_order(rows)]


def _case(store: Store, language: str, keys: list[str], whole: int) -> str:
    """Return the block of a case: its companies, the reports shown, and how many the filter hides."""
    items, told = _items(store, language), reports(store, language)
    companies = dict.fromkeys(told[key].row["company"] for key in keys)
    hidden = whole - len(keys)
    note = f'<p class="atlas-note">{escape(words(language)("events.hidden", n=hidden))}</p>' if hidden else ""
    return (
        f'<section class="atlas-case"><h3>{escape("; ".join(companies))}</h3>'
        f"<ol>{''.join(items[key] for key in keys)}</ol>{note}</section>"
    )


@kept(16)
def _case_sizes(store: Store) -> dict[str, int]:
    return {str(case): int(n) for case, n in store.events().groupby("case_id").size().items()}


@kept(16)
def _items(store: Store, language: str) -> dict[str, str]:
    """Return each report as HTML, by event_id: it does not depend on the filter (86 reports, 30 ms)."""
    w = words(language)
    names = store.names[language]
    return {key: _item(w, report, names[report.row["area_code"]]) for key, report in reports(store, language).items()}


def _item(w: Words, report: Report, district: str) -> str:
    row = report.row
    head = f"{report.day}: {w('events.type_and_jobs', type=report.kind, jobs=report.jobs)}"
    lines = [f'<p class="what">{escape(head)}</p>']
    if report.later:
        word = w("events.superseded" if report.taken_back else "events.continued")
        see = "; ".join(report.later)
        lines.append(f'<p class="later">{escape(word)} {escape(w("events.see", later=see))}</p>')
    if report.earlier:
        lines.append(f"<p>{escape(w('events.follows', earlier='; '.join(report.earlier)))}</p>")
    lines.append(f"<p>{escape(row[f'text_{w.language}'])}</p>")
    facts = [
        (w("events.site"), escape(row["site"])),
        (w("control.district"), escape(district)),
        (w("events.status"), escape(w(f"event_status.{row['status']}"))),
        (w("events.in_sum"), escape(w("events.counted" if report.counted else "events.not_counted"))),
        (w("events.confidence"), escape(w(f"event_confidence.{row['confidence']}"))),
        (w("events.sources"), _sources(w, report)),
    ]
    if is_known(row["effective_on"]):
        facts.insert(3, (w("events.takes_effect"), escape(w.period(row["effective_on"]))))
    listed = "".join(f"<div><dt>{escape(name)}</dt><dd>{told}</dd></div>" for name, told in facts)
    weaker = ' class="weaker"' if report.taken_back else ""
    return f"<li{weaker}>{''.join(lines)}<dl>{listed}</dl></li>"


def _sources(w: Words, report: Report) -> str:
    """Return links to the one or two sources, each with publisher and date as far as it bears one."""
    links = []
    for end in ("", "_2"):
        url, publisher, day = (report.row[f"source_{part}{end}"] for part in ("url", "publisher", "date"))
        if is_known(url):
            named = f"{publisher}, {w.period(day)}" if is_known(day) else str(publisher)
            links.append(f'<a href="{escape(url)}" rel="noreferrer">{escape(named)}</a>')
    return "; ".join(links)
