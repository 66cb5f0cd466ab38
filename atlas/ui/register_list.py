"""The reports of the register as the table twin: a block per case, the newest case first, its reports in order."""

from functools import lru_cache
from html import escape

import streamlit as st

from atlas.analysis.register import case_order
from atlas.messages import Words, words
from atlas.store import Store
from atlas.ui.register import Register
from atlas.ui.register_words import Report, reports
from atlas.ui.visit import Visit, is_known

# More cases are sent when they are unfolded.
SENT_AT_ONCE = 20
_STYLE = """<style>
.atlas-case { border-top: 1px solid color-mix(in srgb, currentColor 25%, transparent); padding: 8px 0 8px; }
.stMain .atlas-case h3 { padding: 0 0 4px; }
.atlas-case ol { list-style: none; margin: 0; padding: 0; }
.atlas-case li { margin: 0 0 12px; padding: 0 0 0 12px; border-left: 3px solid currentColor; }
.atlas-case li.weaker { border-left: 3px dotted color-mix(in srgb, currentColor 60%, transparent); }
.atlas-case li p { margin: 0; line-height: 1.45; max-width: 110ch; overflow-wrap: anywhere; }
.atlas-case li.weaker .what { font-weight: 400; }
.atlas-case .what, .atlas-case .later { font-weight: 600; }
.stMain .atlas-case dl { display: flex; flex-wrap: wrap; gap: 0 24px; margin: 0; padding: 0; font-size: 0.9rem; }
.stMain .atlas-case dl div { display: flex; gap: 6px; margin: 0; padding: 0; min-width: 0; }
.stMain .atlas-case dt { font-weight: 400; opacity: 0.8; flex: none; }
.stMain .atlas-case dt::after { content: ":"; }
.stMain .atlas-case dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
</style>"""


def show(visit: Visit, register: Register) -> None:
    """Draw the reports shown; what is beyond the first cases is sent when it is unfolded."""
    w = visit.words
    st.header(w("events.list"), anchor=False)
    notes = "".join(f'<p class="atlas-note">{escape(w(f"events.{key}_about"))}</p>' for key in ("list", "confidence"))
    st.html(_STYLE + notes)
    order = case_order(register.rows)
    keys = {case: rows["event_id"].tolist() for case, rows in register.rows.groupby("case_id", sort=False)}
    whole = _case_sizes(visit.store)
    blocks = [_case(visit, keys[case], whole[case]) for case in order]
    st.html("".join(blocks[:SENT_AT_ONCE]))
    rest = blocks[SENT_AT_ONCE:]
    if rest:
        folded = st.expander(w("events.more", n=len(rest)), key="more_cases", on_change="rerun")
        if folded.open:
            folded.html("".join(rest))


def _case(visit: Visit, keys: list[str], whole: int) -> str:
    """Return the block of a case: its companies, the reports shown, and how many the filter hides."""
    w = visit.words
    items = _items(visit.store, visit.language)
    told = reports(visit.store, visit.language)
    companies = dict.fromkeys(told[key].row["company"] for key in keys)
    hidden = whole - len(keys)
    note = f'<p class="atlas-note">{escape(w("events.hidden", n=hidden))}</p>' if hidden else ""
    return (
        f'<section class="atlas-case"><h3>{escape("; ".join(companies))}</h3>'
        f"<ol>{''.join(items[key] for key in keys)}</ol>{note}</section>"
    )


@lru_cache(maxsize=16)
def _case_sizes(store: Store) -> dict[str, int]:
    return {str(case): int(n) for case, n in store.events().groupby("case_id").size().items()}


@lru_cache(maxsize=16)
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
        (w("events.site"), escape(f"{row['site']}, {district}")),
        (w("events.status"), escape(w(f"event_status.{row['status']}"))),
        (w("events.in_sum"), escape(w("events.counted" if report.counted else "events.not_counted"))),
        (w("events.confidence"), escape(w(f"event_confidence.{row['confidence']}"))),
        (w("events.sources"), _sources(w, report)),
    ]
    if is_known(row["effective_on"]):
        facts.insert(2, (w("events.takes_effect"), escape(w.period(row["effective_on"]))))
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
