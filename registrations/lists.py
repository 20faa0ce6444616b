"""Lists of registrations: producers, their products, and draft dossiers of a cycle."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
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
from ocop.imports.resources import Change, Column, Counts, Examined, ListResource, Question
from ocop.law.models import CriteriaSet
from ocop.law.queries import regime_on, sets_for
from ocop.localities.choices import PlaceLevel
from ocop.localities.models import Place
from ocop.programme.models import Cycle
from ocop.programme.queries import cycles_for
from ocop.spreadsheets.finder import SheetRow
from registrations import rules
from registrations.choices import ProducerKind, RegistrationType
from registrations.forms.lists import RegistrationListForm
from registrations.models import Producer, Product
from registrations.queries.dossiers import PlaceUnknown, commune_under
from registrations.queries.register import Register
from registrations.services.lists import Registration, write_registrations

NEW = "new"
"""The answer that a producer with a near name is another one."""
_TYPES = {"nang hang": RegistrationType.UPGRADE, "danh gia lai": RegistrationType.REASSESSMENT}


class RegistrationList(ListResource):
    product = Column("Tên sản phẩm", "Sản phẩm", "Tên sản phẩm đăng ký", "Sản phẩm đăng ký", required=True)
    producer = Column(
        "Chủ thể",
        "Tên chủ thể",
        "Tên cơ sở",
        "Đơn vị",
        "Tên đơn vị",
        "Chủ thể sản xuất",
        "Chủ thể OCOP",
        required=True,
        fill_down=True,
    )
    commune = Column(
        "Xã, phường",
        "Địa chỉ",
        "Xã",
        "Xã/phường",
        "Địa bàn",
        "Địa chỉ sản xuất",
        required=True,
        fill_down=True,
    )
    district = Column("Huyện", "Huyện, thị xã, thành phố", "Quận, huyện", "Đơn vị huyện", fill_down=True)
    kind = Column("Loại hình", "Loại hình chủ thể", "Loại hình tổ chức", fill_down=True)
    number = Column(
        "Mã số thuế",
        "MST",
        "Số đăng ký kinh doanh",
        "Mã số thuế, số giấy đăng ký",
        "Số giấy đăng ký",
        fill_down=True,
    )
    representative = Column("Người đại diện", "Đại diện", "Họ tên người đại diện", fill_down=True)
    phone = Column("Điện thoại", "Số điện thoại", "SĐT", "Điện thoại liên hệ", fill_down=True)
    email = Column("Email", "Thư điện tử", fill_down=True)
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
        province = ".".join(self.batch.place.today_path.split(".")[:2]) + "."
        self.register = Register.of(province, cycle=self.cycle)
        self._seen: dict[int, int] = {}
        self._communes: dict[int, tuple[Place | None, str]] = {}
        self._near: dict[tuple[str, str], list[Producer]] = {}

    def examine(self, row: SheetRow) -> Examined:
        values, examined = self.read(row)
        examined.title = values["product"] or ""
        if examined.faults:
            return examined
        commune, house = self.place_of(examined, values["commune"], district=values["district"], row=row)
        if commune is None:
            return examined
        producer = self._producer(examined, values, commune, house)
        if producer is None or examined.faults:
            return examined
        self._plan(examined, values, producer)
        return examined

    def write(self, rows: Iterable[Examined], *, taken: Callable[[int], bool]) -> Counts:
        planned = ((row.plan, taken(row.number)) for row in rows if row.plan is not None)
        return write_registrations(actor=self.actor, cycle=self.cycle, regime=self.regime, rows=planned)

    def _producer(
        self, examined: Examined, values: dict[str, Any], commune: Place, house: str
    ) -> Producer | None:
        """The producer of a row: known by its number, else by its name in its commune, else a new one."""
        name, number = values["producer"], _plain_number(values["number"])
        if number and (known := self.register.by_number.get(number)):
            if known.commune.today_path != commune.today_path:
                examined.faults.append(
                    _("Mã số %(number)s là của “%(name)s” ở %(place)s.")
                    % {"number": number, "name": known.name, "place": known.commune.full_name}
                )
            elif rules.name_key(known.name) != rules.name_key(name):
                examined.remarks.append(_("Mã số này trên cổng là của “%(name)s”.") % {"name": known.name})
            return known
        known = self.register.producer_named(commune, name) or self._meant(examined, commune, name)
        if known is not None and number and known.registration_number:
            examined.faults.append(
                _("“%(name)s” trên cổng có mã số %(number)s, danh sách ghi khác.")
                % {"name": known.name, "number": known.registration_number}
            )
        return known or (None if examined.questions else self._new(examined, values, commune, house, number))

    def _meant(self, examined: Examined, commune: Place, name: str) -> Producer | None:
        """The producer with a near name that a person said is meant; a question where nobody said yet."""
        key = (commune.today_path, rules.name_key(name))
        if key not in self._near:
            self._near[key] = self.register.producers_near(commune, name)
        near = self._near[key]
        if not near:
            return None
        asked = f"producer:{key[0]}:{key[1]}"
        answer = self.answers.get(asked, "")
        if answer == NEW:
            return None
        if meant := next((one for one in near if _name_of(one) == answer), None):
            return meant
        options = [(_name_of(one), _("Là %(name)s") % {"name": _in_words(one)}) for one in near]
        examined.questions.append(
            Question(
                asked,
                _("“%(name)s” có phải chủ thể đã có?") % {"name": name},
                (*options, (NEW, _("Không, là chủ thể khác"))),
            )
        )
        return None

    def _new(
        self, examined: Examined, values: dict[str, Any], commune: Place, house: str, number: str
    ) -> Producer | None:
        kind = _kind_of(values["kind"]) or rules.kind_in_name(values["producer"])
        asked = f"kind:{rules.name_key(values['producer'])}"
        kind = kind or self.answers.get(asked, "")
        if kind not in ProducerKind.values:
            words = _("“%(name)s” thuộc loại hình nào?") % {"name": values["producer"]}
            options = tuple((value, str(label)) for value, label in ProducerKind.choices)
            examined.questions.append(Question(asked, words, options))
            return None
        if number and rules.number_problem(kind, number):
            examined.faults.append(
                _("Mã số “%(number)s” không đúng dạng của loại hình này.") % {"number": number}
            )
            return None
        producer = Producer(
            kind=kind,
            name=values["producer"][:250],
            registration_number=rules.plain_number(kind, number),
            number_pending=not number,
            representative_name=(values["representative"] or "")[:120],
            commune=commune,
            address=house[:250],
            phone=(values["phone"] or "")[:20],
            email=(values["email"] or "")[:254],
            created_by=self.actor,
        )
        if not number:
            examined.remarks.append(_("Chủ thể chưa có mã số thuế hoặc số giấy đăng ký; cần bổ sung sau."))
        self.register.enter(producer)
        return producer

    def _plan(self, examined: Examined, values: dict[str, Any], producer: Producer) -> None:
        product = self.register.product_of(producer, values["product"])
        is_new = product is None
        if product is None:
            product = Product(
                producer=producer,
                name=values["product"][:250],
                packaging=(values["packaging"] or "")[:250],
                created_by=self.actor,
            )
            self.register.enter_product(product)
        first = self._seen.setdefault(id(product), examined.number)
        if first != examined.number:
            examined.remarks.append(_("Trùng với dòng %(row)s.") % {"row": first})
            return
        commune = None
        if product.pk is None or product.pk not in self.register.in_cycle:
            commune = self._commune_for_dossier(examined, producer.commune)
            if commune is None:
                return
        plan = Registration(
            producer=producer,
            product=product,
            dossier_commune=commune,
            registration_type=_type_of(values["registration_type"]),
            criteria_set=self._set_of(examined, values["criteria_set"]),
            address=", ".join(filter(None, (producer.address, self._address(producer.commune)))),
        )
        if producer.pk is not None:
            self._compare(examined, plan.new_producer, producer, self._given(values, producer))
        if not is_new and product.pk is not None:
            self._compare(examined, plan.new_product, product, {"packaging": values["packaging"]})
        examined.is_new = is_new or commune is not None
        examined.plan = plan

    def _given(self, values: dict[str, Any], producer: Producer) -> dict[str, Any]:
        given = {
            "representative_name": values["representative"],
            "phone": values["phone"],
            "email": values["email"],
        }
        if not producer.registration_number and values["number"]:
            given["registration_number"] = rules.plain_number(producer.kind, _plain_number(values["number"]))
        return given

    @staticmethod
    def _compare(examined: Examined, new: dict[str, Any], row: Any, given: dict[str, Any]) -> None:
        """Note where the list says otherwise than the portal; an empty cell says nothing."""
        for name, value in given.items():
            if value and getattr(row, name) != (value := value[: row._meta.get_field(name).max_length]):
                label = str(row._meta.get_field(name).verbose_name)
                new[name] = value
                examined.changes.append(Change(label[:1].upper() + label[1:], getattr(row, name), value))

    def _commune_for_dossier(self, examined: Examined, commune: Place) -> Place | None:
        """The unit that the regime counts by, of a commune that takes part in the cycle."""
        if commune.pk not in self._communes:
            self._communes[commune.pk] = self._ask_commune(commune)
        found, problem = self._communes[commune.pk]
        if problem:
            examined.faults.append(problem)
        return found

    def _ask_commune(self, commune: Place) -> tuple[Place | None, str]:
        open_ones = cycles_for(commune, clock.today()).filter(pk=self.cycle.pk, closed_on__isnull=True)
        if not open_ones.exists():
            return None, _("Chu trình này không mở cho xã của chủ thể.")
        try:
            return commune_under(self.regime, commune), ""
        except PlaceUnknown as refusal:
            return None, refusal.message

    def _address(self, commune: Place) -> str:
        return self._addresses([commune])[commune.pk]

    @cached_property
    def _sets(self) -> dict[str, CriteriaSet]:
        usable = [one for one in sets_for(self.regime) if one.complete]
        return {search_key(name): one for one in usable for name in (one.name, one.code)}

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


def _plain_number(text: str | None) -> str:
    return "".join((text or "").split())


def _kind_of(text: str | None) -> str:
    key = search_key(text or "")
    return next((value for value, label in ProducerKind.choices if search_key(str(label)) == key), "") or (
        rules.kind_in_name(text) if text else ""
    )


def _type_of(text: str | None) -> str:
    key = search_key(text or "")
    return next((kind for words, kind in _TYPES.items() if words in key), RegistrationType.FIRST)


def _name_of(producer: Producer) -> str:
    """How an answer names a producer, kept or yet to be written."""
    return str(producer.pk) if producer.pk else rules.name_key(producer.name)


def _in_words(producer: Producer) -> str:
    number = producer.registration_number
    return f"{producer.name} ({number})" if number else producer.name


REGISTRATIONS = ImportKind(
    code="registrations",
    title=gettext_lazy("Danh sách đăng ký"),
    lead=gettext_lazy("Chủ thể và sản phẩm đăng ký trong năm: cổng lập chủ thể, sản phẩm và hồ sơ nháp."),
    resource=RegistrationList,
    roles=frozenset(OFFICERS.values()),
    upload_form=RegistrationListForm,
    done_url=lambda: reverse("registrations:producer-list"),
)
