"""What several forms share."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from ocop.ui.forms import PortalForm

ANY = [("", gettext_lazy("Tất cả"))]


class ConfirmForm(PortalForm):
    """Nothing to fill in: the press of the button is all."""
