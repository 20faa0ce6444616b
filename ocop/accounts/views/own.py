"""One's own account: the password, the posts, and how one is reached."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth import update_session_auth_hash
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.accounts import services
from ocop.accounts.forms import ContactForm, PasswordForm
from ocop.ui.parts import Crumb, Fact
from ocop.ui.views import ScopedFormView


class PasswordChange(ScopedFormView):
    roles = None
    form_class = PasswordForm
    template_name = "accounts/password_change.html"
    title = gettext_lazy("Đổi mật khẩu")

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return Crumb(_("Tài khoản của bạn"), reverse("accounts:profile")), Crumb(self.title)

    def act(self, *, new_password: str, **others: str) -> str:
        user = services.change_password(user=self.request.user, password=new_password)
        update_session_auth_hash(self.request, user)
        return _("Đã đổi mật khẩu. Các máy khác đang đăng nhập bằng tài khoản này phải đăng nhập lại.")

    def get_success_url(self) -> str:
        return reverse("today")


class Profile(ScopedFormView):
    """One's own posts and how one is reached."""

    roles = None
    form_class = ContactForm
    template_name = "accounts/profile.html"
    title = gettext_lazy("Tài khoản của bạn")

    def get_initial(self) -> dict[str, Any]:
        return {"email": self.request.user.email, "phone": self.request.user.phone}

    def act(self, *, email: str, phone: str) -> str:
        services.update_contact(actor=self.request.user, email=email, phone=phone)
        return _("Đã lưu email và điện thoại.")

    @property
    def facts(self) -> list[Fact]:
        user = self.request.user
        return [Fact(_("Họ tên"), user.full_name), Fact(_("Tên đăng nhập"), user.username)]

    @property
    def posts(self) -> list[Fact]:
        """The posts of today: what one may do, and as what."""
        return [Fact(post.role.label, post.title) for post in self.request.user.posts()]
