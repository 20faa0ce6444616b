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
SAME, WRONG = "same", "wrong"
"""The answers to two names under one number: one producer, or a slip in the number."""
ADD, KEEP = "add", "keep"
"""The answers to a number that may have lost its 0: put it back, or leave the number as it is written."""


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
        self.province_path = self.batch.place.province_path
        self._near: dict[tuple[str, ...], list[Producer]] = {}
        self._asked: dict[str, list[Producer]] = {}

    def answers_as_kept(self) -> dict[str, str]:
        return {key: self._as_kept(answer) for key, answer in self.answers.items()}

    def _as_kept(self, answer: str) -> str:
        """A producer that was named before it had a key, by its key."""
        home, _colon, name = answer.partition(":")
        named = self.register.by_name.get((home, name))
        return str(named.pk) if named and named.pk else answer

    def read(self, row: SheetRow) -> tuple[dict[str, Any], Examined]:
        values, examined = super().read(row)
        values["number"] = self._number_of(examined, values)
        return values, examined

    def examine(self, row: SheetRow) -> Examined:
        values, examined = self.read(row)
        examined.title = values["product"] or ""
        if self.shows and row.context and not values["district"]:
            examined.shown[self.fields["district"].column_name] = place_above(row)
        if not values["commune"]:
            return examined
        commune, house = self.place_of(examined, values["commune"], district=values["district"], row=row)
        if commune is None or examined.faults:
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
            given["registration_number"] = rules.plain_number(producer.kind, values["number"])
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

    def _number_of(self, examined: Examined, values: dict[str, Any]) -> str:
        """The number of a row as it is kept. Where a sheet may have taken its 0 away, that is asked once for
        all tax codes and once for all other numbers.
        """
        number = "".join((values["number"] or "").split())
        if not number or len(number) == rules.TAX_CODE_DIGITS:
            return number
        kind = self._kind_of(values)
        whole = rules.plain_number(kind, rules.with_zero_in_front(number))
        if not whole or number in self.register.by_number:
            return rules.plain_number(kind, number)
        known = self.register.by_number.get(whole)
        if known and known.pk and rules.name_key(known.name) == rules.name_key(values["producer"] or ""):
            return whole
        taxed = kind in rules.KINDS_WITH_TAX_CODE
        asked = f"zero:{'tax' if taxed else 'other'}"
        answer = self.answers.get(asked, "")
        if answer not in (ADD, KEEP):
            words = _("Mã số “%(number)s” có phải đã mất số 0 ở đầu?") % {"number": number}
            options = (
                (ADD, _("Phải: thêm số 0 vào trước mọi mã số như vậy")),
                (KEEP, _("Không: giữ đúng như danh sách ghi")),
            )
            examined.questions.append(Question(asked, words, options))
        return whole if answer == ADD or (taxed and not answer) else number

    def _producer(
        self, examined: Examined, values: dict[str, Any], commune: Place, house: str
    ) -> Producer | None:
        """The producer of a row: known by its number, else by its name in its commune, else a new one."""
        name, number = values["producer"], values["number"]
        if number and (known := self.register.by_number.get(number)):
            return self._under_number(examined, known, commune, name)
        known = self.register.producer_named(commune, name) or self._meant(
            examined, commune, name, number=number, phone=values["phone"] or ""
        )
        if known is None:
            return None if examined.questions else self._new(examined, values, commune, house, number)
        if number and known.registration_number:
            said = _("“%(name)s” %(where)s có mã số %(number)s, danh sách ghi khác.") % {
                "name": known.name,
                "where": _where(known),
                "number": known.registration_number,
            }
            one_company = rules.same_tax_code(known.registration_number, number)
            (examined.remarks if one_company else examined.faults).append(said)
        if known.pk is None:
            self._complete(examined, known, values)
        return known

    def _under_number(
        self, examined: Examined, known: Producer, commune: Place, name: str
    ) -> Producer | None:
        """The producer that has the number of a row; a question where the row has quite another name."""
        said = {"number": known.registration_number, "name": known.name, "where": _where(known)}
        if not self.is_within(known.commune):
            words = _("Mã số %(number)s đã có trong sổ của %(place)s. Hãy hỏi nơi đó.")
            examined.faults.append(words % (said | {"place": known.commune.full_name}))
        elif known.commune.today_path != commune.today_path:
            said["place"] = known.commune.full_name
            examined.faults.append(_("Mã số %(number)s là của “%(name)s” ở %(place)s.") % said)
        elif rules.name_key(known.name) == rules.name_key(name):
            return known
        elif rules.near_names(known.name, name):
            examined.remarks.append(_("Mã số này %(where)s là của “%(name)s”.") % said)
        else:
            asked = f"number:{known.registration_number}:{rules.name_key(name)}"
            answer = self.answers.get(asked, "")
            if answer == WRONG:
                examined.faults.append(
                    _("Mã số %(number)s %(where)s là của “%(name)s”. Hãy sửa mã số trong bảng.") % said
                )
            elif answer != SAME:
                words = _("“%(listed)s” có mã số của “%(name)s” (%(where)s): có phải là một?")
                options = (
                    (SAME, _("Phải, ghi cho “%(name)s”") % said),
                    (WRONG, _("Không, mã số ghi nhầm: sửa trong bảng")),
                )
                examined.questions.append(Question(asked, words % (said | {"listed": name}), options))
                return None
        return known

    def _complete(self, examined: Examined, producer: Producer, values: dict[str, Any]) -> None:
        """Take over what earlier rows of the list left out of a new producer; what they said stays."""
        missing = {}
        for name, value in self.given(values, producer).items():
            if not value or (said := getattr(producer, name)) == value:
                continue
            if said:
                words = _("Dòng trên ghi “%(said)s”, dòng này ghi “%(value)s”: giữ theo dòng trên.")
                examined.remarks.append(words % {"said": said, "value": value})
            else:
                missing[name] = value[: producer._meta.get_field(name).max_length]
        number = missing.get("registration_number", "")
        if number and rules.number_problem(producer.kind, number):
            examined.faults.append(_wrong_shape(number))
        elif missing:
            for name, value in missing.items():
                setattr(producer, name, value)
            producer.number_pending = not producer.registration_number
            self.register.know(producer)

    def _meant(
        self, examined: Examined, commune: Place, name: str, *, number: str, phone: str
    ) -> Producer | None:
        """The producer with a near name, or under the same tax code or phone, that a person said is meant; a
        question where nobody said yet. What one row asks is asked of all rows that name the producer so.
        """
        asked = f"producer:{commune.today_path}:{rules.name_key(name)}"
        key = (asked, number, phone)
        if key not in self._near:
            self._near[key] = self.register.producers_near(commune, name, number=number, phone=phone)
        near = [one for one in self._near[key] if self.is_within(one.commune)] or self._asked.get(asked)
        if not near:
            self._ask_elsewhere(examined, name, self._near[key], commune, number=number, phone=phone)
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

    def _ask_elsewhere(
        self, examined: Examined, name: str, found: list[Producer], commune: Place, *, number: str, phone: str
    ) -> None:
        """Where offices outside have somebody under the same tax code or phone on record: which offices these
        are, and nothing of whom they have.
        """
        if not found:
            return
        asked = f"elsewhere:{commune.today_path}:{rules.name_key(name)}"
        answer = self.answers.get(asked, "")
        places = "; ".join(dict.fromkeys(one.commune.full_name for one in found))
        if answer == WRONG:
            words = _("Hãy hỏi %(places)s: nơi đó có thể đã ghi chủ thể này.")
            examined.faults.append(words % {"places": places})
        elif answer != NEW:
            words = _("“%(name)s”: trong sổ của %(places)s đã có một chủ thể %(shared)s. Có phải là một?")
            said = {"name": name, "places": places, "shared": _shared(found, number, phone)}
            options = (
                (NEW, _("Không, là chủ thể khác")),
                (WRONG, _("Chưa rõ hoặc phải: để riêng các dòng này, hỏi nơi đó trước")),
            )
            examined.questions.append(Question(asked, words % said, options))

    @cached_property
    def _kinds(self) -> dict[str, str]:
        return {search_key(str(label)): value for value, label in ProducerKind.choices}

    def _kind_of(self, values: dict[str, Any]) -> str:
        """The kind that a row names, its producer's name tells or a person said; empty where nobody did."""
        text, name = values["kind"] or "", values["producer"] or ""
        named = self._kinds.get(search_key(text), "") or rules.kind_in_name(text) or rules.kind_in_name(name)
        return named or self.answers.get(_kind_asked(name), "")

    def _new(
        self, examined: Examined, values: dict[str, Any], commune: Place, house: str, number: str
    ) -> Producer | None:
        kind = self._kind_of(values)
        if kind not in ProducerKind.values:
            words = _("“%(name)s” thuộc loại hình nào?") % {"name": values["producer"]}
            options = tuple((value, str(label)) for value, label in ProducerKind.choices)
            examined.questions.append(Question(_kind_asked(values["producer"]), words, options))
            return None
        if number and rules.number_problem(kind, number):
            examined.faults.append(_wrong_shape(number))
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


def _kind_asked(name: str) -> str:
    """The key of the question what kind of organisation this is."""
    return f"kind:{rules.name_key(name)}"


def _wrong_shape(number: str) -> str:
    return _("Mã số “%(number)s” không đúng dạng của loại hình này.") % {"number": number}


def _where(producer: Producer) -> str:
    """Where a producer is that the row may mean: kept, or in a row above."""
    return _("trên cổng") if producer.pk else _("ở dòng trên")


def _name_of(producer: Producer) -> str:
    """How an answer names a producer, kept or yet to be written."""
    if producer.pk:
        return str(producer.pk)
    return f"{producer.commune.today_path}:{rules.name_key(producer.name)}"


def _in_words(producer: Producer, commune: Place, number: str, phone: str) -> str:
    """A producer as an option: its name and number, where it is when that is elsewhere, what it shares."""
    named = producer.name
    if producer.registration_number:
        named = f"{named} ({producer.registration_number})"
    told = [named]
    if producer.commune.today_path != commune.today_path:
        told.append(producer.commune.full_name)
    if producer.pk is None:
        told.append(_where(producer))
    if shared := _shared([producer], number, phone):
        told.append(shared)
    return ", ".join(told)


def _shared(producers: list[Producer], number: str, phone: str) -> str:
    """What a row has in common with one of these producers."""
    shared = []
    if any(rules.same_tax_code(one.registration_number, number) for one in producers):
        shared.append(str(LIKENESS_WORDS[Likeness.TAX_CODE]))
    if any(rules.same_phone(one.phone, phone) for one in producers):
        shared.append(str(LIKENESS_WORDS[Likeness.PHONE]))
    return ", ".join(shared)
