"""Why something can no longer be done, in a sentence; empty while it can.

A page whose form is over says it instead of showing the form, the service refuses with it. What only the
workflow knows, that a move does not start from this state, is asked of the workflow.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from ocop.accounts.models import User
from ocop.core import clock
from ocop.core.roles import Role
from registrations.choices import DossierState, IdeaState
from registrations.models import Citation, Dossier, Evidence, Idea, Product, StepLimit
from registrations.models.dossiers import HERE_TO_WRITE
from registrations.queries.dossiers import cycles_to_start, regime_for
from registrations.queries.producers import represents


def why_not_start(product: Product) -> str:
    """A dossier is started in an open cycle of the producer's province, one at a time in each."""
    if cycles_to_start(product).exists():
        return ""
    return _("Không có chu trình nào đang mở cho “%(product)s” mà sản phẩm chưa có hồ sơ dở dang.") % {
        "product": product
    }


def why_not_renew(product: Product) -> str:
    """A product is assessed again only once its other dossier is through."""
    if Dossier.objects.filter(product=product).open().exists():
        return _("“%(product)s” đang có một hồ sơ chưa xong.") % {"product": product}
    return ""


def why_not_change_limit(limit: StepLimit) -> str:
    """Terms were promised by a limit of a day that is over; another one takes its place."""
    if limit.used_from >= clock.today():
        return ""
    return _("Thời hạn này đã áp dụng trước hôm nay; hãy đặt thời hạn mới.")


def why_not_write(role: Role, dossier: Dossier) -> str:
    """The producer writes until it is handed in and after it was returned; the commune's officer also while
    reviewing it.
    """
    if dossier.state not in HERE_TO_WRITE:
        return _("Hồ sơ đang “%(state)s” nên không sửa được.") % {"state": dossier.get_state_display()}
    if role == Role.PRODUCER and dossier.state == DossierState.COMMUNE_REVIEW:
        return _("Xã đang xét hồ sơ. Muốn sửa, hãy nhờ xã trả lại.")
    return ""


def why_not_write_idea(idea: Idea) -> str:
    """The commune writes an idea until it is sent, and after it was taken back."""
    if idea.state == IdeaState.COLLECTED:
        return ""
    return _("Ý tưởng đang “%(state)s” nên không sửa được. Muốn sửa, hãy lấy lại trước.") % {
        "state": idea.get_state_display()
    }


def why_not_report(dossier: Dossier) -> str:
    """The commune reports where the regime says so (Mẫu số 03, 26/2026/QĐ-TTg)."""
    if regime_for(dossier).has_commune_report:
        return ""
    return _("Quy định áp dụng cho hồ sơ này không có báo cáo của xã.")


def why_not_submit(person: User, dossier: Dossier) -> str:
    """Who acts for the producer does not also review for the commune."""
    if Role.PRODUCER in Dossier.objects.roles_over(person, dossier):
        return _("Bạn đại diện cho chủ thể này nên không tự xét và gửi hồ sơ của mình.")
    return ""


def why_not_consent(dossier: Dossier) -> str:
    """Agreeing is over once the dossier has gone up."""
    if dossier.state in HERE_TO_WRITE:
        return ""
    return _("Hồ sơ đang “%(state)s” nên không cần xác nhận nội dung.") % {
        "state": dossier.get_state_display()
    }


def why_not_bind(person: User, dossier: Dossier) -> str:
    """Who helps a producer writes for it; handing in and withdrawing are done by its representative."""
    if Role.PRODUCER not in Dossier.objects.roles_over(person, dossier):
        return ""
    if represents(person, dossier.producer):
        return ""
    return _("Bạn viết hồ sơ giúp chủ thể; việc này chỉ người đại diện của chủ thể làm. Hãy báo người đó.")


def why_not_accept(person: User, dossier: Dossier) -> str:
    """Who wrote or sent the dossier does not take it in."""
    if person.pk in (dossier.created_by_id, dossier.handed_in_by_id):
        return _("Người lập hoặc nộp hồ sơ không tự tiếp nhận hồ sơ đó.")
    return ""


def why_not_describe(paper: Evidence) -> str:
    """What a dossier that went up was judged by is not written differently afterwards."""
    cited = Citation.objects.filter(evidence=paper).exclude(dossier__state__in=HERE_TO_WRITE)
    if cited.exists():
        return _("Hồ sơ đã nộp dẫn giấy tờ này nên không sửa được. Hãy thay bằng bản mới.")
    return why_not_replace(paper)


def why_not_replace(paper: Evidence) -> str:
    return _("Giấy tờ này đã được thay bằng bản khác.") if paper.replaced_by_id else ""
