"""Forms that take effect once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from http import HTTPStatus
from typing import Any, ClassVar
from uuid import UUID, uuid4

from django.contrib import messages
from django.db import transaction
from django.db.models import Model
from django.forms import FileField, Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.generic.edit import FormMixin
from django_htmx.http import HttpResponseClientRedirect

from ocop.core.errors import RuleViolation, Stale
from ocop.ui import drafts
from ocop.ui.models import FormReceipt
from ocop.ui.parts import Crumb, Difference
from ocop.ui.receipts import AlreadySent, digest_of, key_of, receipt_for, take
from ocop.ui.views.pages import OneRow, PortalView


class SendsOnce(FormMixin):
    """A form that takes effect once: `act` runs in one transaction with the form's receipt.

    A form without a key is refused, unless the view says that sending it twice is harmless (`needs_key =
    False`).
    """

    needs_key: ClassVar[bool] = True
    repeated: ClassVar[str] = ""
    leads_to: str = ""
    """Where a good POST leads, if that is known before the deed: then its receipt is written once."""
    receipt: FormReceipt | None = None
    """What the key of this form has got before, as it was last looked up."""
    autosaves: ClassVar[bool | None] = None
    """Whether what is typed is kept before it is sent; None: where the form takes long to fill in."""

    def act(self, **cleaned: Any) -> str:
        """Make one service call; return the sentence that tells the person what happened."""
        raise NotImplementedError

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST" and (location := self.led_to_before()) is not None:
            return self.already_done(location)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.get_form()
        if problem := self.problem_with_sending():
            return self.ask_again(form, problem)
        return self.form_valid(form) if form.is_valid() else self.form_invalid(form)

    def led_to_before(self) -> str | None:
        """Where this very form, with this very content, has led before; None when it has not been sent."""
        receipt = self.receipt = receipt_for(self.sent_key, self.request.user)
        same = receipt is not None and receipt.digest == digest_of(self.request)
        return receipt.location if same else None

    def problem_with_sending(self) -> str:
        """Why the form cannot be taken as it was sent, whatever it says."""
        if self.needs_key and self.sent_key is None:
            return _("Biểu mẫu này đã cũ. Chữ của bạn vẫn còn; hãy bấm gửi lại.")
        if self.receipt:
            return _("Biểu mẫu này đã gửi một lần, nay nội dung khác. Hãy xem lại rồi bấm gửi lần nữa.")
        return ""

    def ask_again(self, form: Form, problem: str) -> HttpResponse:
        """The form comes back with a new key and all that was typed."""
        self.form_key = form.form_key = uuid4()
        form.add_error(None, problem)
        return self.form_invalid(form)

    def form_valid(self, form: Form) -> HttpResponse:
        try:
            with transaction.atomic():
                receipt = self.take_key()
                said = self.act(**form.cleaned_data)
                location = self.get_success_url()
                if self.keeps_draft_of(form):
                    drafts.forget(self.request.user, self.draft_path)
                if receipt and receipt.location != location:
                    receipt.location = location
                    receipt.save(update_fields=["location"])
        except AlreadySent:
            return self.sent_before(form)
        except RuleViolation as refusal:
            return self.refused(form, refusal)
        return self.done(said, location)

    def take_key(self) -> FormReceipt | None:
        """Take the key of this form, if it has one. Raises `AlreadySent`."""
        if self.sent_key is None:
            return None
        digest = digest_of(self.request)
        return take(self.sent_key, self.request.user, digest=digest, location=self.leads_to)

    def done(self, said: str, location: str) -> HttpResponse:
        """Tell what happened: on the next page, or in the fragment that htmx swaps in."""
        if self.wants_fragment:
            self.form_key = uuid4()
            self.forget_row()
            return self.render_to_response(self.get_context_data(form=self.fresh_form(), said=said))
        if said:
            messages.success(self.request, said)
        return self.lead_to(location)

    def already_done(self, location: str) -> HttpResponse:
        messages.info(self.request, self.repeated or _("Việc này đã được thực hiện."))
        return self.lead_to(location or self.request.path)

    def sent_before(self, form: Form) -> HttpResponse:
        """The key is taken: by this person's first press, or by somebody whose form was copied."""
        if (location := self.led_to_before()) is not None:
            return self.already_done(location)
        own = self.problem_with_sending()
        return self.ask_again(form, own or _("Biểu mẫu này không phải của bạn. Hãy xem lại rồi gửi."))

    def lead_to(self, location: str) -> HttpResponse:
        return HttpResponseClientRedirect(location) if self.request.htmx else HttpResponseRedirect(location)

    def refused(self, form: Form, refusal: RuleViolation) -> HttpResponse:
        """The form comes back with the reason; nothing typed is lost."""
        form.blame(refusal)
        return self.form_invalid(form)

    def page_of(self, row: Model | None) -> Crumb | None:
        """The page of a row that stands in the way, for whoever may see it."""
        if row is None or not type(row).objects.visible_to(self.request.user).filter(pk=row.pk).exists():
            return None
        return Crumb(str(row), row.get_absolute_url())

    def form_invalid(self, form: Form) -> HttpResponse:
        if (location := self.led_to_before()) is not None:  # the first press won while this one was checked
            return self.already_done(location)
        form.see = self.page_of(form.about)
        form.want_files_again()
        if self.keeps_draft_of(form):  # so that it is there tomorrow too, for a reader without script
            drafts.keep(self.request.user.pk, self.draft_path, self.request.POST)
        return self.render_to_response(
            self.get_context_data(form=form), status=HTTPStatus.UNPROCESSABLE_ENTITY
        )

    @cached_property
    def sent_key(self) -> UUID | None:
        return key_of(self.request.POST.get("form_key", ""))

    @cached_property
    def form_key(self) -> UUID:
        """The key of the form on this page: the one it was sent with, or a new one."""
        return self.sent_key or uuid4()

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def get_form(self, form_class: type[Form] | None = None) -> Form:
        form = super().get_form(form_class)
        form.form_key = self.form_key
        if self.keeps_draft_of(form):
            form.draft_token, form.draft_path = drafts.token_for(self.request.user), self.draft_path
            if not form.is_bound and (draft := drafts.draft_of(self.request.user, self.draft_path)):
                form.start_from(draft)
        return form

    def keeps_draft_of(self, form: Form) -> bool:
        """Whether what is typed into this form is kept: nothing is of somebody unknown."""
        long = form.takes_long if self.autosaves is None else self.autosaves
        return long and self.request.user.is_authenticated

    @property
    def draft_path(self) -> str:
        """The page that a kept text belongs to: what its query says may make it another form."""
        return self.request.get_full_path()

    def fresh_form(self) -> Form:
        """The form as it is shown before anything is typed."""
        kwargs = {
            name: value for name, value in self.get_form_kwargs().items() if name not in ("data", "files")
        }
        form = self.get_form_class()(**kwargs)
        form.form_key = self.form_key
        return form

    def forget_row(self) -> None:
        """Read the row again when it is next asked for."""
        for name in ("object", "held_roles"):
            self.__dict__.pop(name, None)

    def get_success_url(self) -> str:
        """Where a good POST leads: `success_url`, else the row's own page, else back here."""
        if self.success_url:
            return str(self.success_url)
        row = getattr(self, "object", None)
        return row.get_absolute_url() if hasattr(row, "get_absolute_url") else self.request.path


class ScopedFormView(SendsOnce, PortalView):
    """A form that is not about one row, such as creating one. `act` may set `self.object` for the next page.

    `roles` must be named: the person needs one of them in any post. What the new row may be tied to is
    narrowed by the form's own choices, and checked by the service.
    """

    roles = frozenset()


class ActionView(SendsOnce, OneRow, PortalView):
    """A form about one row; a good POST makes exactly one service call.

    `roles` must be named, else everybody is refused. With `prefill` the form starts from the row's own
    fields. Where the row counts its versions, the form carries the one it was opened at; hand
    `self.submitted_version` to the service, which raises `Stale`. The form then comes back with both texts,
    and sending it again means to overwrite.
    """

    roles = frozenset()
    prefill: ClassVar[bool] = False
    differences: Sequence[Difference] = ()

    @property
    def closed_because(self) -> str:
        """Why there is nothing to fill in any more, in a sentence; empty while there is.

        Opening the page then leads to `way_out`. What is sent nevertheless is for the service to refuse.
        """
        return ""

    @property
    def way_out(self) -> str:
        """Where a person goes who does not want to do this: the page of the row."""
        return self.object.get_absolute_url() if hasattr(self.object, "get_absolute_url") else "/"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.closed_because:
            messages.info(request, self.closed_because)
            return self.lead_to(self.way_out)
        return super().get(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        initial = super().get_initial()
        if not self.prefill:
            return initial
        names = [name for name in self.get_form_class().base_fields if hasattr(self.object, name)]
        return {name: getattr(self.object, name) for name in names} | initial

    def get_form(self, form_class: type[Form] | None = None) -> Form:
        form = super().get_form(form_class)
        form.version = self.row_version if self.submitted_version is None else self.submitted_version
        if form.draft and form.draft.version is not None:
            form.draft_is_behind = form.draft.version != self.row_version
            form.version = form.draft.version  # so that what was saved meanwhile is not overwritten unseen
        return form

    def fresh_form(self) -> Form:
        form = super().fresh_form()
        form.version = self.row_version
        return form

    def problem_with_sending(self) -> str:
        if self.needs_key and self.row_version is not None and self.submitted_version is None:
            return _("Biểu mẫu này đã cũ. Chữ của bạn vẫn còn; hãy bấm gửi lại.")
        return super().problem_with_sending()

    @property
    def row_version(self) -> int | None:
        return getattr(self.object, "version", None)

    @cached_property
    def submitted_version(self) -> int | None:
        """The version of the row this form was opened at; None where rows of this kind are not counted."""
        sent = self.request.POST.get("version", "")
        return int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 10 else None

    def saved_values(self, form: Form) -> Mapping[str, Any]:
        """What is saved now under the names of the form: what it would start with, and the row's own fields.
        Asked when somebody else was faster, after the row was forgotten.
        """
        own = {name: getattr(self.object, name) for name in form.fields if hasattr(self.object, name)}
        return own | self.fresh_form().initial

    def refused(self, form: Form, refusal: RuleViolation) -> HttpResponse:
        if isinstance(refusal, Stale):
            self.forget_row()
            form.version = self.row_version
            self.differences = differences_between(form, self.saved_values(form))
        return super().refused(form, refusal)


def differences_between(form: Form, saved_values: Mapping[str, Any]) -> tuple[Difference, ...]:
    """The fields on the page whose saved value is another than the typed one, both written as the form
    writes them.
    """
    shown = []
    for name, field in form.fields.items():
        if isinstance(field, FileField) or field.widget.is_hidden or name not in saved_values:
            continue
        typed = _written(form, name, form.cleaned_data.get(name, form[name].value()))
        saved = _written(form, name, saved_values[name])
        if typed != saved:
            shown.append(Difference(str(form[name].label), typed, saved))
    return tuple(shown)


def _written(form: Form, name: str, value: Any) -> str:
    if isinstance(value, list | tuple | set):
        return ", ".join(_written(form, name, one) for one in value)
    if isinstance(value, Model):
        return str(value)
    for choice, words in getattr(form.fields[name], "choices", ()):
        if str(choice) == str(value):
            return str(words)
    written = form[name].field.widget.format_value(form.fields[name].prepare_value(value))
    return "" if written in (None, [], [""]) else str(written)
