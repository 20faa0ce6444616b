"""The portal's components: each is a function, a template in `templates/ui/` and an entry in the gallery.

Built into every template. A wrong or missing argument is a `TemplateSyntaxError`, not a blank on the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from django import template
from django.forms import BoundField, Form
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ocop.ui import parts
from ocop.ui.forms import PortalForm
from ocop.ui.listing import Listing
from ocop.ui.writing import dmy, dmyhm, dotted, long_day, mask, megabytes, points, qty, vnd

register = template.Library()
for written in (vnd, points, qty, dmy, dmyhm, long_day, mask, megabytes):
    register.filter(written.__name__, written)

NOTICE_ICONS = {"info": "info", "good": "done", "warn": "warn", "bad": "error", "seal": "blind"}
MESSAGE_TONES = {"success": "good", "warning": "warn", "error": "bad", "info": "info", "debug": "info"}
STEP_ICONS = {"done": "done", "now": "doing", "ahead": "todo", "over": "clock", "late": "warn"}
BUTTON_TONES = {"primary": "primary", "secondary": "secondary", "danger": "outline-danger", "link": "link"}
STARS = 5
LONGEST_ADDRESS = 500
"""A page repeats no longer address of its own than this."""

# --- Atoms --------------------------------------------------------------------------------------------------


@cache
def sprite() -> str:
    """The address of the pictures; a page asks for it dozens of times."""
    return static("img/icons.svg")


@register.simple_tag
def icon(name: str, *, large: bool = False, css: str = "") -> SafeString:
    """A picture of the sprite. It is silent: the words beside it say what it means."""
    classes = " ".join(filter(None, ("icon", "icon-lg" if large else "", css)))
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>', classes, sprite(), name
    )


@register.simple_tag(name="tag")
def tag(status: parts.Status | str, icon_name: str = "", label: str = "") -> SafeString:
    """A status: `{% tag dossier.status %}`, or `{% tag "wait" "inbox" "Chờ tiếp nhận" %}`."""
    shown = status if isinstance(status, parts.Status) else parts.Status(status, icon_name, label)
    return format_html(
        '<span class="tag tag-{}">{}{}</span>',
        shown.tone,
        icon(shown.icon) if shown.icon else "",
        shown.label,
    )


@register.simple_tag
def stars(count: int | None, *, waiting: bool = False, large: bool = False) -> SafeString:
    """Stars won, out of five; `waiting` draws the last of them dashed, for a potential five stars."""
    won = int(count or 0)
    if not 0 <= won <= STARS:
        raise ValueError(f"stars must be 0–{STARS}: {count}")
    solid = won - 1 if waiting else won
    names = ["star"] * solid + ["star-wait"] * (won - solid) + ["star-empty"] * (STARS - won)
    words = _("tiềm năng %(stars)s sao") if waiting else _("%(stars)s sao")
    return format_html(
        '<span class="stars{}" role="img" aria-label="{}">{}</span>',
        " stars-lg" if large else "",
        words % {"stars": won},
        format_html_join(
            "", "{}", ((icon(name, css="off" if name == "star-empty" else ""),) for name in names)
        ),
    )


@register.simple_tag
def star_floor(count: int) -> SafeString:
    """The mark on the least option that a star rank asks for."""
    return format_html(
        '<span class="floor">{}{}</span>', icon("star"), _("tối thiểu cho %(stars)s sao") % {"stars": count}
    )


@register.simple_tag
def count_badge(number: int, urgency: str = "") -> SafeString:
    """A number beside a heading or link; `urgency` is "late", "due" or ""."""
    return format_html(
        '<span class="count{}">{}</span>', f" count-{urgency}" if urgency else "", dotted(number)
    )


@register.simple_tag
def here(request: HttpRequest) -> str:
    """The address of this page, to come back to; a long one without its question, or the first page."""
    addresses = request.get_full_path(), request.path, "/"
    return next(address for address in addresses if len(address) <= LONGEST_ADDRESS)


# --- Blocks that hold content -------------------------------------------------------------------------------


@register.simple_block_tag
def card(
    content: str, title: str = "", *, note: str = "", flush: bool = False, anchor: str = "", css: str = ""
) -> str:
    """A sheet of paper on the page. `flush` lets lists and tables reach its edges."""
    return render_to_string(
        "ui/card.html",
        {"content": content, "title": title, "note": note, "flush": flush, "anchor": anchor, "css": css},
    )


@register.simple_block_tag
def notice(content: str, tone: str = "info", *, title: str = "", live: bool = False) -> str:
    """Something the reader should know: "info", "good", "warn", "bad" or "seal". At most two on a page."""
    return render_to_string(
        "ui/notice.html",
        {"content": content, "tone": tone, "icon_name": NOTICE_ICONS[tone], "title": title, "live": live},
    )


@register.simple_block_tag
def empty(content: str, title: str, *, icon_name: str = "mark", url: str = "", action: str = "") -> str:
    """An empty list: why it is empty, what comes, and one thing to do."""
    return render_to_string(
        "ui/empty.html",
        {"content": content, "title": title, "icon_name": icon_name, "url": url, "action": action},
    )


@register.simple_block_tag
def score_bar(content: str, score: parts.Score, label: str) -> str:
    """The running total, kept in sight; htmx swaps it whole. The content says what happened last."""
    shown = {"content": SafeString(content.strip()), "score": score, "label": label}
    return render_to_string("ui/score_bar.html", shown)


@register.simple_block_tag(takes_context=True)
def portal_form(
    context: dict,
    content: str,
    form: Form,
    *,
    fields: bool = True,
    action: str = "",
    wide: bool = False,
    anchor: str = "",
    target: str = "",
    summary: bool = True,
) -> str:
    """A form sent by POST, with its errors on top and its keys inside; the content holds the buttons.

    `fields=False` leaves the fields to the content (`{% field form.name %}`), `summary=False` the errors to a
    page that has much to read before its form (`{% error_summary form %}`). `target` is the id of the element
    that htmx swaps when it sends the form; without script the form is sent as usual.
    """
    return render_to_string(
        "ui/portal_form.html",
        {
            "form": form,
            "content": content,
            "fields": fields,
            "action": action,
            "wide": wide,
            "anchor": anchor,
            "target": target,
            "summary": summary,
            "csrf_token": context.get("csrf_token", ""),
            "differences": getattr(context.get("page"), "differences", ()),
        },
    )


@register.simple_block_tag
def data_table(
    content: str, caption: str, *, cards: bool = True, labelled_by: str = "", css: str = ""
) -> str:
    """A table with its caption. `cards` turns each row into a card on a phone (cells carry `{% cell %}`
    labels); without it the table scrolls sideways inside its own frame.
    """
    return render_to_string(
        "ui/data_table.html",
        {"content": content, "caption": caption, "cards": cards, "labelled_by": labelled_by, "css": css},
    )


@register.simple_block_tag
def cell(content: str, label: str, *, number: bool = False, css: str = "") -> SafeString:
    """A cell of a table, with the name of its column for phones."""
    classes = " ".join(filter(None, ("num" if number else "", css)))
    return format_html(
        '<td role="cell" data-label="{}"{}><span>{}</span></td>',
        label,
        format_html(' class="{}"', classes) if classes else "",
        SafeString(content.strip()),
    )


@register.simple_block_tag
def row_head(content: str, *, url: str = "", note: str = "") -> SafeString:
    """The first cell of a row: what the row is about, usually a link."""
    name = (
        format_html('<a class="cell-main" href="{}">{}</a>', url, SafeString(content.strip()))
        if url
        else content
    )
    small = format_html('<br><span class="soft small fw-normal">{}</span>', note) if note else ""
    return format_html('<th role="rowheader" scope="row">{}{}</th>', SafeString(name), small)


# --- Components drawn from records --------------------------------------------------------------------------


@register.inclusion_tag("ui/breadcrumbs.html")
def breadcrumbs(crumbs: Sequence[parts.Crumb]) -> dict:
    """The path to this page; the last crumb is the page itself."""
    return {"crumbs": crumbs}


@register.inclusion_tag("ui/facts.html")
def facts(facts: Sequence[parts.Fact], *, layout: str = "") -> dict:
    """Labels and values. `layout` is "", "wide" (two columns) or "row" (side by side)."""
    return {"facts": facts, "layout": layout}


@register.inclusion_tag("ui/value.html")
def value(value: Any) -> dict:
    """A value written as it should look: a status as its tag, a day as dd/mm/yyyy, nothing as a dash."""
    shown = dmy(value) if isinstance(value, date) else value
    return {"value": shown, "is_status": isinstance(value, parts.Status)}


@register.inclusion_tag("ui/path_line.html")
def path_line(steps: Sequence[parts.Step], *, plain: bool = False) -> dict:
    """The stations of a thing: done, now, ahead. `plain` leaves out the card around it."""
    return {"steps": [(step, STEP_ICONS[step.state]) for step in steps], "plain": plain}


@register.inclusion_tag("ui/form_steps.html")
def form_steps(steps: Sequence[parts.Step]) -> dict:
    """The steps of a long form, beside it. A step without address is not open yet."""
    return {"steps": [(step, STEP_ICONS[step.state]) for step in steps]}


@register.inclusion_tag("ui/where_panel.html")
def where_panel(where: parts.Where, *, actions: Sequence[parts.MoveLink] = ()) -> dict:
    """Who holds the thing, since when, what comes next, and how much of the term is used."""
    return {"where": where, "actions": actions}


@register.inclusion_tag("ui/days_ticks.html")
def days_ticks(days: parts.Days) -> dict:
    """The days of a term as ticks; the words say the same for whoever does not see them."""
    ticks = [(place, "on" if place < days.used else "off") for place in range(days.allowed)]
    ticks += [(days.allowed + extra, "late") for extra in range(days.over)]
    drawn = [(20 * place + 2, look) for place, look in ticks]
    return {
        "days": days,
        "used": min(days.used, days.allowed),
        "ticks": drawn,
        "width": max(20 * len(drawn), 20),
    }


@register.inclusion_tag("ui/work_list.html")
def work_list(groups: Sequence[parts.WorkGroup], *, level: int = 2) -> dict:
    """Things to do, by urgency. One row, one link. Groups without rows are left out."""
    return {"groups": [group for group in groups if group.items], "heading": f"h{level}"}


@register.inclusion_tag("ui/task_list.html")
def task_list(groups: Sequence[parts.TaskGroup]) -> dict:
    """The parts of a larger job with their states."""
    return {"groups": groups}


@register.inclusion_tag("ui/pills.html")
def pills(pills: Sequence[parts.Pill], *, label: str = "") -> dict:
    """Filters by state as plain links with counts."""
    return {"pills": pills, "label": label or _("Lọc theo trạng thái")}


@register.inclusion_tag("ui/filter_bar.html")
def filter_bar(listing: Listing) -> dict:
    """The filter form of a list; folded on a phone, open on a wide screen. Pills and order are kept."""
    shown = {part for name in listing.filters.fields for part in (name, f"{name}_pick")}
    kept = [
        (name, text)
        for name, texts in listing.query.lists()
        if name not in {*shown, "page"}
        for text in texts
    ]
    return {"listing": listing, "form": listing.filters, "kept": kept}


@register.inclusion_tag("ui/list_head.html")
def list_head(listing: Listing, noun: str) -> dict:
    """How many rows were found and which of them are shown; `noun` is what they are (“hồ sơ”)."""
    return {"listing": listing, "noun": noun}


@register.inclusion_tag("ui/sort_link.html")
def sort_link(listing: Listing, name: str, label: str, *, number: bool = False) -> dict:
    """A column head that sorts the list; asked again, it turns the order round."""
    return {
        "url": listing.sort_url(name),
        "direction": listing.direction(name),
        "label": label,
        "number": number,
    }


@register.inclusion_tag("ui/column.html")
def column(label: str, *, number: bool = False) -> dict:
    """A column head that does not sort."""
    return {"label": label, "number": number}


@register.inclusion_tag("ui/pagination.html")
def pagination(listing: Listing) -> dict:
    """Links to the other pages of a list, filters and order kept."""
    return {"listing": listing}


@register.inclusion_tag("ui/progress.html")
def progress(label: str, done: int, total: int, *, anchor: str = "progress", refresh_url: str = "") -> dict:
    """How far a long job has come, in words and as a bar; `refresh_url` is for readers without script."""
    return {
        "label": label,
        "done": done,
        "total": total,
        "anchor": anchor,
        "refresh_url": refresh_url,
        "text": f"{dotted(done)} / {dotted(total)}",
    }


@register.inclusion_tag("ui/ladder.html")
def ladder(points: Decimal | None, floors: Sequence[tuple[int, int]] = ((3, 50), (4, 70), (5, 90))) -> dict:
    """Points on a scale of 0–100. `floors` are (stars, points at which they begin), in rising order."""
    scale = [(stars, _on_scale(floor), floor) for stars, floor in floors]
    ends = [x for _stars, x, _floor in scale[1:]] + [_on_scale(100)]
    bands = [
        {"stars": stars, "x": x, "width": end - x, "middle": (x + end) / 2, "floor": floor}
        for (stars, x, floor), end in zip(scale, ends, strict=True)
    ]
    return {
        "points": points,
        "x": _on_scale(points or 0),
        "bands": bands,
        "below": scale[0][1] - _on_scale(0),
    }


def _on_scale(points: Decimal | int) -> float:
    """A place on the drawn scale: 0–100 points on 320 units, ten units from the left edge."""
    return round(10 + 3.2 * float(min(max(points, 0), 100)), 1)


@register.inclusion_tag("ui/file_list.html")
def file_list(files: Sequence[parts.FileRow]) -> dict:
    """Files handed in, each with its state; what was refused says why and how to put it right."""
    return {"files": files}


@register.inclusion_tag("ui/move_button.html")
def move_button(move: parts.MoveLink) -> dict:
    """A move on offer; it leads to the page that asks for it."""
    return {"move": move, "tone": BUTTON_TONES[move.tone]}


@register.inclusion_tag("ui/submit.html")
def submit(
    label: str, *, tone: str = "primary", name: str = "", value: str = "1", icon_name: str = ""
) -> dict:
    """The button that sends a form. `tone` is "primary", "secondary" or "danger" (only on a confirmation
    page).
    """
    return {"label": label, "tone": tone, "name": name, "value": value, "icon_name": icon_name}


@register.inclusion_tag("ui/error_summary.html")
def error_summary(form: Form) -> dict:
    """Everything that must be put right, each line a link to its field."""
    problems = list(form.problems) if isinstance(form, PortalForm) else _problems_of(form)
    return {"problems": problems, "count": len(problems), "see": getattr(form, "see", None)}


def _problems_of(form: Form) -> list[tuple[str, str, str]]:
    """The same lines for a form of Django's own."""
    general = [("", "", sentence) for sentence in form.non_field_errors()]
    return general + [(f.id_for_label, str(f.label), sentence) for f in form for sentence in f.errors]


@register.inclusion_tag("bootstrap5/field.html")
def field(field: BoundField, *, mark_optional: bool = True) -> dict:
    """One field with label, hint and errors above its input."""
    return {"field": field, "all_optional": not mark_optional}


@register.inclusion_tag("ui/differences.html")
def differences(differences: Sequence[parts.Difference]) -> dict:
    """Two versions of the same fields: the one typed here and the one saved meanwhile."""
    return {"differences": differences}


@register.inclusion_tag("ui/bars.html")
def bars(bars: Sequence[parts.Bar], caption: str, *, look: int = 2, css: str = "") -> dict:
    """A table whose middle cell is a drawn bar; it is its own text alternative. `look` is a fill, 1–5."""
    return {"bars": bars, "caption": caption, "look": look, "css": css}


@register.inclusion_tag("ui/figures.html")
def figures(figures: Sequence[parts.Figure], *, css: str = "") -> dict:
    """Numbers at the head of an overview, each a link to the list behind it. `figs-money` leaves room for
    whole đồng.
    """
    return {"figures": figures, "css": css}


@register.inclusion_tag("ui/history.html")
def history(entries: Sequence[parts.Entry]) -> dict:
    """What happened to a thing, the latest first."""
    return {"entries": entries}


@register.inclusion_tag("ui/messages.html")
def message_notices(messages: Any) -> dict:
    """What the last action told: a notice each, read out by screen readers."""
    shown = [(MESSAGE_TONES[message.level_tag], message.message) for message in messages]
    return {"notices": [(tone, NOTICE_ICONS[tone], text) for tone, text in shown]}
