"""The gallery of components, and the pages that help people use the portal."""

from django.contrib.auth.decorators import login_not_required
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from ocop.ui.views import PortalView


class Gallery(PortalView):
    """Every component with every state: use again, do not draw anew."""

    title = _("Bộ thành phần")
    template_name = "ui/pages/gallery.html"


@method_decorator(login_not_required, name="dispatch")
class Help(PortalView):
    """How each role does its main work."""

    title = _("Hướng dẫn từng bước")
    template_name = "ui/pages/help.html"


@method_decorator(login_not_required, name="dispatch")
class Accessibility(PortalView):
    """What the portal promises about access and privacy."""

    title = _("Trợ năng và bảo mật")
    template_name = "ui/pages/accessibility.html"
