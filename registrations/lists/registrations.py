"""Lists of registrations: producers, their products, and draft dossiers of a cycle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.access.scope import Scope
from ocop.core import clock
from ocop.core.roles import OFFICERS
from ocop.core.text import search_key, sort_key
from ocop.imports.kinds import ImportKind
from ocop.imports.resources import Column, Counts, Examined
from ocop.law.models import CriteriaSet
from ocop.law.queries import regime_on, sets_for
from ocop.localities.choices import PlaceLevel
from ocop.localities.models import Place
from ocop.programme.models import Cycle
from ocop.programme.queries import cycles_for
from registrations.choices import ProducerKind, RegistrationType
from registrations.forms.lists import RegistrationListForm
from registrations.lists.producers import ProductList
from registrations.models import Producer
from registrations.queries.dossiers import PlaceUnknown, commune_under
from registrations.queries.register import Register
from registrations.queries.sizes import why_outside
from registrations.services.lists import Registration, write_registrations

_TYPES = {"nang hang": RegistrationType.UPGRADE, "danh gia lai": RegistrationType.REASSESSMENT}


class RegistrationList(ProductList):
    """A row brings a producer, a product and its draft dossier in the cycle of the list."""

    packaging = Column("Quy cách", "Quy cách đóng gói")
    criteria_set = Column("Bộ tiêu chí", "Bộ sản phẩm", "Bộ tiêu chí áp dụng")
    registration_type = Column("Lần đăng ký", "Hình thức đăng ký", "Loại đăng ký")

    @classmethod
    def choices(cls, scope: Scope) -> Mapping[str, Sequence[str]]:
        sets = (one.name for one in sets_for(regime_on(clock.today())) if one.complete)
        return {
            "commune": [place.full_name for place in _communes_today(scope)],
            "kind": [str(label) for label in ProducerKind.labels],
            "criteria_set": sorted(set(sets), key=sort_key),
            "registration_type": [str(label) for label in RegistrationType.labels],
        }

    def prepare(self) -> None:
        super().prepare()
        self.cycle = Cycle.objects.select_related("province", "regime").get(pk=self.batch.options["cycle"])
        self.regime = self.cycle.regime or regime_on(clock.today())
        self.register = Register.of(self.province_path, cycle=self.cycle)
        self._seen: dict[int, int] = {}
        self._communes: dict[int, tuple[Place | None, str]] = {}
        self._open_to: dict[tuple[str, ...], bool] = {}

    def write(self, plans: Sequence[tuple[Registration, bool]]) -> Counts:
        return write_registrations(actor=self.actor, cycle=self.cycle, regime=self.regime, rows=plans)

    def plan_row(
        self, examined: Examined, values: dict[str, Any], producer: Producer, commune: Place
    ) -> None:
        product, is_new = self.product_of(examined, values, producer)
        if product is None:
            return
        if is_new:
            product.packaging = (values["packaging"] or "")[:250]
        first = self._seen.setdefault(id(product), examined.number)
        if first != examined.number:
            examined.remarks.append(_("Trùng với dòng %(row)s.") % {"row": first})
            return
        dossier_commune = None
        if product.pk is None or product.pk not in self.register.in_cycle:
            dossier_commune = self._commune_for_dossier(examined, producer)
            if dossier_commune is None:
                return
        plan = Registration(
            producer=producer,
            product=product,
            dossier_commune=dossier_commune,
            registration_type=_type_of(values["registration_type"]),
            criteria_set=self._set_of(examined, values["criteria_set"]),
            address=", ".join(filter(None, (producer.address, self.address(producer.commune)))),
        )
        if producer.pk is not None:
            self.compare(examined, plan.new_producer, producer, self.given(values, producer))
        if not is_new and product.pk is not None:
            self.compare(examined, plan.new_product, product, {"packaging": values["packaging"]})
        examined.is_new = is_new or dossier_commune is not None
        examined.plan = plan

    def _commune_for_dossier(self, examined: Examined, producer: Producer) -> Place | None:
        """The unit that the regime counts by, of a commune that takes part in the cycle; none for a producer
        that may not.
        """
        commune = producer.commune
        if commune.pk not in self._communes:
            self._communes[commune.pk] = self._ask_commune(commune)
        found, problem = self._communes[commune.pk]
        if not problem and producer.sector:
            problem = why_outside(producer, self.regime)
        if problem:
            examined.faults.append(problem)
        return None if problem else found

    def _ask_commune(self, commune: Place) -> tuple[Place | None, str]:
        if not self._is_open_to(commune):
            return None, _("Chu trình này không mở cho xã của chủ thể.")
        try:
            return commune_under(self.regime, commune, read=self._by_path), ""
        except PlaceUnknown as refusal:
            return None, refusal.message

    @cached_property
    def _by_path(self) -> dict[str, Place]:
        return {place.path: place for place in self.places.communes}

    def _is_open_to(self, commune: Place) -> bool:
        """Whether the cycle is open to the province of a commune, then or today; asked once of each."""
        provinces = tuple(path.split(".")[1] for path in (commune.path, commune.today_path))
        if provinces not in self._open_to:
            open_ones = cycles_for(commune, clock.today()).filter(pk=self.cycle.pk, closed_on__isnull=True)
            self._open_to[provinces] = open_ones.exists()
        return self._open_to[provinces]

    @cached_property
    def _sets(self) -> dict[str, CriteriaSet]:
        usable = [one for one in sets_for(self.regime) if one.complete]
        return {search_key(name): one for one in usable for name in (one.name, one.code, str(one))}

    def _set_of(self, examined: Examined, text: str | None) -> CriteriaSet | None:
        if not text:
            return None
        found = self._sets.get(search_key(text))
        if found is None:
            examined.remarks.append(
                _("Không có bộ tiêu chí “%(text)s” trong quy định này; chọn sau.") % {"text": text}
            )
        return found


def _communes_today(scope: Scope) -> QuerySet[Place]:
    places = Place.objects.filter(scope.place("")).at_level(PlaceLevel.COMMUNE)
    return places.in_force(clock.today()).order_by("sort_key", "pk")


def _type_of(text: str | None) -> str:
    key = search_key(text or "")
    return next((kind for words, kind in _TYPES.items() if words in key), RegistrationType.FIRST)


REGISTRATIONS = ImportKind(
    code="registrations",
    title=gettext_lazy("Danh sách đăng ký"),
    lead=gettext_lazy("Chủ thể và sản phẩm đăng ký trong năm: cổng lập chủ thể, sản phẩm và hồ sơ nháp."),
    resource=RegistrationList,
    roles=frozenset(OFFICERS.values()),
    upload_form=RegistrationListForm,
    done_url=lambda: reverse("registrations:producer-list"),
)
