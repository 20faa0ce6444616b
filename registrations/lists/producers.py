"""What every list of products shares: whose product it is, and where that producer is at home."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from ocop.core.text import search_key, spoken_key
from ocop.imports.resources import Change, Column, Examined, ListResource, Question, place_above
from ocop.localities.models import Place
from ocop.spreadsheets import cells
from ocop.spreadsheets.finder import SheetRow
from registrations import rules
from registrations.choices import ProducerKind
from registrations.models import Producer, Product
from registrations.queries.likeness import LIKENESS_WORDS
from registrations.queries.register import Register
from registrations.rules import Likeness

NEW = "new"
"""The answer that a producer with a near name is another one."""


class ProductList(ListResource):
    """Rows that name a product, its producer and the producer's commune."""

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
    district = Column(
        "Huyện", "Huyện, tỉnh", "Huyện, thị xã, thành phố", "Quận, huyện", "Đơn vị huyện", fill_down=True
    )
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
    phone = Column(
        "Điện thoại", "Số điện thoại", "SĐT", "Điện thoại liên hệ", parse=cells.phone, fill_down=True
    )
    email = Column("Email", "Thư điện tử", fill_down=True)

    register: Register

    def prepare(self) -> None:
        super().prepare()
        self.province_path = ".".join(self.batch.place.today_path.split(".")[:2]) + "."
        self._near: dict[tuple[str, ...], list[Producer]] = {}
        self._asked: dict[str, list[Producer]] = {}

    def examine(self, row: SheetRow) -> Examined:
        values, examined = self.read(row)
        examined.title = values["product"] or ""
        if self.shows and row.context and not values["district"]:
            examined.shown[self.fields["district"].column_name] = place_above(row)
        if examined.faults:
            return examined
        commune, house = self.place_of(examined, values["commune"], district=values["district"], row=row)
        if commune is None:
            return examined
        producer = self._producer(examined, values, commune, house)
        if producer is None or examined.faults:
            return examined
        self.plan_row(examined, values, producer, commune)
        return examined

    def plan_row(
        self, examined: Examined, values: dict[str, Any], producer: Producer, commune: Place
    ) -> None:
        """Say what the row would do for this producer; `commune` is the one that the list names."""
        raise NotImplementedError

    def product_of(
        self, examined: Examined, values: dict[str, Any], producer: Producer
    ) -> tuple[Product | None, bool]:
        """The producer's product of a row, and whether no row and nothing kept has named it before; None and
        a question where one with a near name is kept.
        """
        name = values["product"]
        product = self.register.product_of(producer, name) or self._meant_product(examined, producer, name)
        if product is not None or examined.questions:
            return product, False
        product = Product(producer=producer, name=name[:250], created_by=self.actor)
        self.register.enter_product(product)
        return product, True

    def _meant_product(self, examined: Examined, producer: Producer, name: str) -> Product | None:
        """The product with a near name that a person said is meant; a question where nobody said yet."""
        near = self.register.products_near(producer, name)
        asked = f"product:{producer.pk}:{spoken_key(name)}"
        answer = self.answers.get(asked, "")
        if not near or answer == NEW:
            return None
        if meant := next((one for one in near if str(one.pk) == answer), None):
            return meant
        options = [(str(one.pk), _("Là “%(name)s”") % {"name": one.name}) for one in near]
        examined.questions.append(
            Question(
                asked,
                _("“%(name)s” có phải sản phẩm đã có của “%(producer)s”?")
                % {"name": name, "producer": producer.name},
                (*options, (NEW, _("Không, là sản phẩm khác"))),
            )
        )
        return None

    def given(self, values: dict[str, Any], producer: Producer) -> dict[str, Any]:
        given = {
            "representative_name": values["representative"],
            "phone": values["phone"],
            "email": values["email"],
        }
        if not producer.registration_number and values["number"]:
            given["registration_number"] = rules.plain_number(producer.kind, _plain_number(values["number"]))
        return given

    @staticmethod
    def compare(examined: Examined, new: dict[str, Any], row: Any, given: dict[str, Any]) -> None:
        """Note where the list says otherwise than the portal; an empty cell says nothing."""
        for name, value in given.items():
            if value and getattr(row, name) != (value := value[: row._meta.get_field(name).max_length]):
                label = str(row._meta.get_field(name).verbose_name)
                new[name] = value
                examined.changes.append(Change(label[:1].upper() + label[1:], getattr(row, name), value))

    def address(self, commune: Place) -> str:
        return self._addresses[commune.pk]

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
        known = self.register.producer_named(commune, name) or self._meant(
            examined, commune, name, number=number, phone=values["phone"] or ""
        )
        if known is not None and number and known.registration_number:
            examined.faults.append(
                _("“%(name)s” trên cổng có mã số %(number)s, danh sách ghi khác.")
                % {"name": known.name, "number": known.registration_number}
            )
        return known or (None if examined.questions else self._new(examined, values, commune, house, number))

    def _meant(
        self, examined: Examined, commune: Place, name: str, *, number: str, phone: str
    ) -> Producer | None:
        """The producer with a near name, or under the same tax code or phone, that a person said is meant; a
        question where nobody said yet. What one row asks is asked of all rows that name the producer so.
        """
        asked = f"producer:{commune.today_path}:{rules.name_key(name)}"
        key = (asked, number, phone)
        if key not in self._near:
            found = self.register.producers_near(commune, name, number=number, phone=phone)
            self._near[key] = [one for one in found if self.is_within(one.commune)]
        near = self._near[key] or self._asked.get(asked)
        if not near:
            return None
        self._asked[asked] = near
        answer = self.answers.get(asked, "")
        if answer == NEW:
            return None
        if meant := next((one for one in near if _name_of(one) == answer), None):
            return meant
        options = [
            (_name_of(one), _("Là %(name)s") % {"name": _in_words(one, commune, number, phone)})
            for one in near
        ]
        examined.questions.append(
            Question(
                asked,
                _("“%(name)s” có phải chủ thể đã có?") % {"name": name},
                (*options, (NEW, _("Không, là chủ thể khác"))),
            )
        )
        return None

    @cached_property
    def _kinds(self) -> dict[str, str]:
        return {search_key(str(label)): value for value, label in ProducerKind.choices}

    def _kind_of(self, text: str) -> str:
        """The kind that a list names; empty where it names none."""
        return self._kinds.get(search_key(text), "") or rules.kind_in_name(text)

    def _new(
        self, examined: Examined, values: dict[str, Any], commune: Place, house: str, number: str
    ) -> Producer | None:
        kind = self._kind_of(values["kind"] or "") or rules.kind_in_name(values["producer"])
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


def _plain_number(text: str | None) -> str:
    return "".join((text or "").split())


def _name_of(producer: Producer) -> str:
    """How an answer names a producer, kept or yet to be written."""
    return str(producer.pk) if producer.pk else rules.name_key(producer.name)


def _in_words(producer: Producer, commune: Place, number: str, phone: str) -> str:
    """A producer as an option: its name and number, where it is when that is elsewhere, what it shares."""
    named = producer.name
    if producer.registration_number:
        named = f"{named} ({producer.registration_number})"
    told = [named]
    if producer.commune.today_path != commune.today_path:
        told.append(producer.commune.full_name)
    if rules.same_tax_code(producer.registration_number, number):
        told.append(str(LIKENESS_WORDS[Likeness.TAX_CODE]))
    if rules.same_phone(producer.phone, phone):
        told.append(str(LIKENESS_WORDS[Likeness.PHONE]))
    return ", ".join(told)
