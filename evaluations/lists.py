"""Lists of recognised products: past decisions and certificates of the record, entered from paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.forms.records import RecognitionListForm
from evaluations.models import Certificate
from evaluations.queries.certificates import authority_in_words
from evaluations.queries.records import Authorities, Groups, Ledger, cannot_have_decided
from evaluations.rules import LEAST_STARS, decision_as_written, is_of_committee, stars_that_may_be_meant
from evaluations.services.records import PaperDecision, Recognition, write_recognitions
from ocop.access.scope import Scope
from ocop.core import clock
from ocop.core.roles import Level, Role
from ocop.core.text import search_key
from ocop.imports.kinds import ImportKind
from ocop.imports.resources import Change, Column, Counts, Examined, Question
from ocop.law.queries import product_groups, rules_of
from ocop.localities.choices import PlaceLevel
from ocop.localities.models import Place
from ocop.spreadsheets import cells
from ocop.spreadsheets.cells import written
from ocop.spreadsheets.finder import SheetRow
from registrations.choices import ProducerKind
from registrations.lists import ProductList
from registrations.models import Producer
from registrations.queries.register import Register

VALID, VOID = "valid", "void"
NONE = "none"
"""The answer that what a list calls a group is none of those that the portal knows."""
_REVOKED = "thu hoi"


class RecognitionList(ProductList):
    """A row brings a producer, a product, the decision that recognised it and its certificate."""

    stars = Column(
        "Hạng sao",
        "Số sao",
        "Phân hạng",
        "Xếp hạng",
        "Sao",
        "Hạng",
        "Kết quả phân hạng",
        parse=cells.stars,
        required=True,
        options={"3 sao": "3", "4 sao": "4", "5 sao": "5"},
    )
    decision = Column(
        "Số quyết định",
        "Quyết định",
        "Quyết định số",
        "Số QĐ",
        "Quyết định công nhận",
        "Số quyết định công nhận",
        "Số, ngày quyết định",
        "Số, ngày QĐ",
        "Số, ngày quyết định công nhận",
        "Số, ngày QĐ công nhận",
        "Số và ngày quyết định",
        fill_down=True,
    )
    decided_on = Column(
        "Ngày quyết định",
        "Ngày QĐ",
        "Quyết định ngày",
        "QĐ ngày",
        "Ngày quyết định công nhận",
        "Ngày QĐ công nhận",
        "Ngày công nhận",
        "Ngày ban hành",
        "Ngày cấp",
        parse=cells.day,
        fill_down=True,
    )
    certificate = Column("Số giấy chứng nhận", "Số GCN", "Giấy chứng nhận", "Số giấy")
    valid_until = Column(
        "Hiệu lực đến",
        "Có hiệu lực đến",
        "Đến hết ngày",
        "Ngày hết hạn",
        "Thời hạn",
        "Hết hạn",
        parse=cells.day,
    )
    product_code = Column("Mã sản phẩm", "Mã số sản phẩm")
    group = Column(
        "Ngành",
        "Nhóm",
        "Ngành, nhóm",
        "Nhóm, ngành",
        "Nhóm/Ngành",
        "Ngành hàng",
        "Nhóm sản phẩm",
        "Nhóm ngành",
        "Ngành sản phẩm",
        "Bộ sản phẩm",
        fill_down=True,
    )
    note = Column("Ghi chú", "Ghi chú khác")

    @classmethod
    def choices(cls, scope: Scope) -> Mapping[str, Sequence[str]]:
        return {
            "stars": ["3 sao", "4 sao", "5 sao"],
            "group": list(product_groups().values()),
            "kind": [str(label) for label in ProducerKind.labels],
        }

    @classmethod
    def by_itself(cls, shown: Mapping[str, str], options: Mapping[str, Any]) -> Mapping[str, str]:
        """With the decision of the whole list, where the row names none of its own."""
        decision, decided_on = (str(cls.fields[key].column_name) for key in ("decision", "decided_on"))
        number, day = decision_as_written(shown.get(decision, ""))
        said = {}
        if not number and options.get("decision"):
            said[decision] = options["decision"]
        if not day and not shown.get(decided_on) and options.get("decided_on"):
            said[decided_on] = f"{date.fromisoformat(options['decided_on']):%d/%m/%Y}"
        return {**shown, **said}

    def prepare(self) -> None:
        super().prepare()
        self.register = Register.of(self.province_path)
        self.ledger = Ledger.of(self.province_path)
        self.authorities = Authorities(self.province_path)
        self.groups, self.group_names = Groups(), product_groups()

    def write(self, plans: Sequence[tuple[Recognition, bool]]) -> Counts:
        return write_recognitions(actor=self.actor, rows=plans)

    def read(self, row: SheetRow) -> tuple[dict[str, Any], Examined]:
        """As other lists; a rank that may be several is asked, and held back until somebody says which."""
        cell = row.values.get("stars")
        meant = stars_that_may_be_meant(written(cell)) if cells.stars(cell).problem else ()
        if not meant:
            return super().read(row)
        asked = f"stars:{search_key(written(cell))}"
        answer = self.answers.get(asked, "")
        said = answer in map(str, meant)
        values, examined = super().read(
            replace(row, values={**row.values, "stars": int(answer) if said else meant[0]})
        )
        examined.shown[str(self.fields["stars"].column_name)] = written(cell)
        if not said:
            words = _("“%(text)s” là mấy sao?") % {"text": written(cell)}
            options = tuple((str(stars), _("%(stars)s sao") % {"stars": stars}) for stars in meant)
            examined.questions.append(Question(asked, words, options))
        return values, examined

    def plan_row(
        self, examined: Examined, values: dict[str, Any], producer: Producer, commune: Place
    ) -> None:
        decision = self._decision(examined, values, commune)
        until = decision and self._until(examined, values, decision)
        is_void = self._is_void(examined, values)
        group = decision and self._group(examined, values["group"] or "", decision.decided_on)
        if not decision or not until or is_void or examined.questions:
            return
        product, _is_new = self.product_of(examined, values, producer)
        if product is None:
            return
        first = self.ledger.first_row(product, decision.decided_on, examined.number)
        if first != examined.number:
            examined.remarks.append(_("Trùng với dòng %(row)s.") % {"row": first})
            return
        plan = Recognition(
            producer=producer,
            product=product,
            decision=decision,
            printed=self._printed(values, producer, commune, until) | {"listed_group": group},
            known=self.ledger.known(product, decision.decided_on),
        )
        if producer.pk is not None:
            self.compare(examined, plan.new_producer, producer, self.given(values, producer))
        if plan.known is not None:
            self._compare_with(examined, plan, plan.known, gives_until=values["valid_until"] is not None)
        examined.is_new = plan.known is None
        examined.plan = plan

    def _decision(self, examined: Examined, values: dict[str, Any], commune: Place) -> PaperDecision | None:
        """The decision of a row, or the one for the whole list; certified by the level of its regime."""
        number, day_text = decision_as_written(values["decision"] or "")
        number = number or decision_as_written(self.batch.options.get("decision", ""))[0]
        day, common = values["decided_on"], self.batch.options.get("decided_on")
        if day is None and day_text:
            reading = cells.day(day_text)
            day = reading.value
            if reading.problem:
                examined.faults.append(reading.problem)
        if day is None and common:
            day = date.fromisoformat(common)
        stars = values["stars"]
        if not number:
            examined.faults.append(_("Thiếu số quyết định."))
        if day is None:
            examined.faults.append(_("Thiếu ngày quyết định."))
        elif day > clock.today():
            examined.faults.append(_("Ngày quyết định ở sau hôm nay."))
        if stars < LEAST_STARS:
            examined.faults.append(_("Dưới 3 sao thì không được công nhận và không có giấy."))
        if examined.faults:
            return None
        regime = self.authorities.regime(day)
        level = (regime and rules_of(regime).certifier(stars)) or Level.PROVINCE
        issuer = self.authorities.place(level, commune, day)
        if issuer is None:
            level, issuer = Level.PROVINCE, self.authorities.place(Level.PROVINCE, commune, day)
            examined.remarks.append(_("Không rõ huyện nào đã cấp: ghi nơi cấp là tỉnh."))
        elif issuer.level == PlaceLevel.COUNTRY and is_of_committee(number):
            level, issuer = Level.PROVINCE, self.authorities.place(Level.PROVINCE, commune, day)
            examined.remarks.append(_("Số quyết định là của UBND, không phải của bộ: ghi nơi cấp là tỉnh."))
        return PaperDecision(issuer, level, number[:60], day)

    def _until(self, examined: Examined, values: dict[str, Any], decision: PaperDecision) -> date | None:
        """The last day: as the list has it, else by the months of the regime of the decision's day."""
        until = values["valid_until"]
        regime = self.authorities.regime(decision.decided_on)
        if until is None and regime is not None:
            return clock.months_later(decision.decided_on, rules_of(regime).validity_months)
        if until is None:
            examined.faults.append(_("Cổng không có quy định của ngày này: hãy ghi ngày giấy hết hiệu lực."))
        elif until <= decision.decided_on:
            examined.faults.append(_("Ngày hết hiệu lực không sau ngày quyết định."))
            return None
        return until

    def _is_void(self, examined: Examined, values: dict[str, Any]) -> bool:
        """Whether a person said that a certificate is void whose note speaks of revoking: it stays out."""
        note = values["note"] or ""
        if _REVOKED not in search_key(note):
            return False
        asked = f"revoked:{examined.number}"
        answer = self.answers.get(asked, "")
        if answer not in (VALID, VOID):
            words = _("Ghi chú “%(note)s”: giấy của “%(product)s” đã bị thu hồi?")
            options = ((VALID, _("Không, vẫn nạp")), (VOID, _("Đã thu hồi, không nạp")))
            named = {"note": note, "product": examined.title}
            examined.questions.append(Question(asked, words % named, options))
        elif answer == VOID:
            examined.remarks.append(_("Giấy đã thu hồi: không nạp."))
        return answer == VOID

    def _group(self, examined: Examined, text: str, day: date) -> str:
        """The code of the group that a row names; a question where the words mean none or several."""
        regime = self.authorities.regime(day)
        if not text or (code := self.groups.meant(text, regime)):
            return text and code
        asked = f"group:{regime.code if regime else ''}:{search_key(text)}"
        answer = self.answers.get(asked, "")
        if answer in self.group_names:
            return answer
        if answer == NONE:
            examined.remarks.append(_("Không ghi ngành “%(text)s”.") % {"text": text})
            return ""
        options = (*self.group_names.items(), (NONE, _("Không ngành nào, để trống")))
        words = _("“%(text)s” là ngành nào của danh mục OCOP?") % {"text": text}
        examined.questions.append(Question(asked, words, options))
        return ""

    def _printed(
        self, values: dict[str, Any], producer: Producer, commune: Place, until: date
    ) -> dict[str, Any]:
        """What the paper tells: as the list has it, in the words of its day."""
        house = producer.address if producer.commune == commune else ""
        return {
            "commune": commune,
            "number": (values["certificate"] or "")[:60],
            "stars": values["stars"],
            "product_name": values["product"][:250],
            "producer_name": values["producer"][:250],
            "address": ", ".join(filter(None, (house, self.address(commune))))[:500],
            "product_code": (values["product_code"] or "")[:60],
            "valid_until": until,
            "note": (values["note"] or "")[:500],
        }

    def _compare_with(
        self, examined: Examined, plan: Recognition, known: Certificate, *, gives_until: bool
    ) -> None:
        """Note what a kept certificate has otherwise; only one of the record may be put right."""
        if search_key(known.decision.number) != search_key(plan.decision.number):
            examined.faults.append(
                _("Trên cổng sản phẩm này được công nhận cùng ngày theo quyết định %(number)s.")
                % {"number": known.decision.number}
            )
            return
        issuer = plan.decision.issuer
        if known.is_of_record and known.issuer != issuer and cannot_have_decided(known.past_decision):
            plan.new_record["issuer"] = issuer
            old, new = (authority_in_words(each) for each in (known.issuer, issuer))
            examined.changes.append(Change(_("Nơi cấp"), old, new))
        names = [
            "stars",
            "number",
            "product_code",
            "listed_group",
            "note",
            *(["valid_until"] if gives_until else []),
        ]
        for name in names:
            new, old = plan.printed[name], getattr(known, name)
            if not new or new == old:
                continue
            if not known.is_of_record:
                if name == "stars":
                    examined.faults.append(
                        _("Giấy %(number)s do cổng cấp ghi %(stars)s sao.")
                        % {"number": known.name, "stars": old}
                    )
                continue
            label = str(known._meta.get_field(name).verbose_name)
            plan.new_record[name] = new
            old, new = (self.group_names.get(each, written(each)) for each in (old, new))
            examined.changes.append(Change(label[:1].upper() + label[1:], old, new))


RECOGNITIONS = ImportKind(
    code="recognitions",
    title=gettext_lazy("Danh sách sản phẩm đã công nhận"),
    lead=gettext_lazy(
        "Sản phẩm đã được công nhận ngoài cổng: cổng lập chủ thể, sản phẩm, quyết định và giấy chứng nhận "
        "theo hồ sơ giấy, không in lại giấy."
    ),
    resource=RecognitionList,
    roles=frozenset({Role.DISTRICT_OFFICER, Role.PROVINCE_OFFICER}),
    upload_form=RecognitionListForm,
    done_url=lambda: reverse("evaluations:certificate-list"),
)
