"""The sentences in which findings are told."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ocop.core.money import dotted
from plans.rules.linter import Fault, Finding


def sentence_of(finding: Finding) -> str:
    """A finding as its reader can act on it."""
    values = (*finding.values, "", "", "")
    first, second, third = values[0], values[1], values[2]
    match finding.fault:
        case Fault.EMPTY:
            return _("Thiếu phần bắt buộc: %(name)s.") % {"name": first}
        case Fault.ANNEX_EMPTY:
            return _("“%(name)s” chưa có nội dung. Hãy bổ sung, hoặc bỏ phụ lục này.") % {"name": first}
        case Fault.UNFINISHED:
            return _("“%(name)s” chưa ghi %(lacks)s.") % {"name": first, "lacks": second}
        case Fault.FIGURES_WORDS:
            return _("%(figures)s nhưng chữ trong ngoặc là “%(words)s”.") % {
                "figures": first,
                "words": second,
            }
        case Fault.TOTAL_ANNEX:
            return _("Lời văn ghi tổng %(text)s, phụ lục cộng ra %(annex)s đồng.") % {
                "text": first,
                "annex": dotted(int(second)),
            }
        case Fault.PARTS_IN_TEXT:
            return _("%(whole)s nhưng các phần kể sau cộng ra %(parts)s đồng.") % {
                "whole": first,
                "parts": dotted(int(second)),
            }
        case Fault.ANNEX_SUM:
            return _("Phụ lục, dòng %(number)s: ghi %(amount)s, các dòng con cộng ra %(parts)s đồng.") % {
                "number": first,
                "amount": dotted(int(second)),
                "parts": dotted(int(third)),
            }
        case Fault.SOURCES_SUM:
            return _("Các nguồn vốn cộng ra %(sources)s đồng, tổng dự toán là %(total)s đồng.") % {
                "sources": dotted(int(first)),
                "total": dotted(int(second)),
            }
        case Fault.COST_UNKNOWN:
            return _("Kinh phí %(text)s không có trong dự toán của kế hoạch.") % {"text": first}
        case Fault.ESTIMATE_OPEN:
            return _("Bản dự toán chưa được phê duyệt; số tiền còn có thể thay đổi.")
        case Fault.ESTIMATE_OLD:
            return _("Bản dự toán này đã được thay bằng bản khác. Hãy chọn bản mới.")
        case _:
            return _other_sentence(finding, first, second, third)


def _other_sentence(finding: Finding, first: str, second: str, third: str) -> str:
    match finding.fault:
        case Fault.NUMBER_GAP if not second:
            return _("Số thứ tự bắt đầu từ %(number)s.") % {"number": first}
        case Fault.NUMBER_GAP:
            return _("Số thứ tự nhảy từ %(before)s sang %(number)s.") % {"before": second, "number": first}
        case Fault.NUMBER_REPEAT:
            return _("Số thứ tự %(number)s lặp lại hoặc lùi sau %(before)s.") % {
                "before": second,
                "number": first,
            }
        case Fault.ACT_TWO_DAYS if "/" not in second or "/" not in third:
            return _("Văn bản %(act)s được dẫn với hai năm: %(one)s và %(two)s.") % {
                "act": first,
                "one": second,
                "two": third,
            }
        case Fault.ACT_TWO_DAYS:
            return _("Văn bản %(act)s được dẫn với hai ngày: %(one)s và %(two)s.") % {
                "act": first,
                "one": second,
                "two": third,
            }
        case Fault.ACT_OTHER_DAY:
            return _("Văn bản %(act)s dẫn %(typed)s, danh mục ghi ngày %(known)s.") % {
                "act": first,
                "typed": second,
                "known": third,
            }
        case Fault.ACT_UNKNOWN:
            return _("Văn bản %(act)s không có trong danh mục căn cứ.") % {"act": first}
        case Fault.ACT_ENDED:
            return _("Văn bản %(act)s đã hết hiệu lực vào ngày của kế hoạch.") % {"act": first}
        case Fault.ACT_NOT_YET:
            return _("Văn bản %(act)s có ngày hoặc hiệu lực sau ngày của kế hoạch.") % {"act": first}
        case Fault.DAY_BEFORE_PLAN if first:
            return _("“%(name)s” kết thúc %(day)s, trước ngày của kế hoạch.") % {"name": first, "day": second}
        case Fault.DAY_BEFORE_PLAN:
            return _("Thời hạn %(day)s ở trước ngày của kế hoạch.") % {"day": second}
        case Fault.DAY_OUTSIDE:
            return _("“%(name)s” có ngày nằm ngoài những năm của kế hoạch.") % {"name": first}
        case Fault.UNIT_GONE if third:
            return _("“%(name)s” không còn từ sau %(day)s; nay là %(heir)s.") % {
                "name": first,
                "day": second,
                "heir": third,
            }
        case Fault.UNIT_GONE:
            return _("“%(name)s” không còn từ sau %(day)s.") % {"name": first, "day": second}
        case Fault.TARGET_ANNEX:
            return _("Chỉ tiêu “%(name)s”: kế hoạch ghi %(own)s, các đơn vị cộng ra %(other)s.") % {
                "name": first,
                "own": second,
                "other": third,
            }
        case Fault.MORE_THAN_AIMED:
            return _("%(text)s nhiều hơn mục tiêu của kế hoạch: %(most)s.") % {"text": first, "most": second}
        case Fault.TARGET_LEFT_OUT:
            return _("Kế hoạch cấp trên giao “%(name)s”: %(other)s. Kế hoạch này chưa có mục tiêu đó.") % {
                "name": first,
                "other": second,
            }
        case _:
            return _("Chỉ tiêu “%(name)s”: kế hoạch ghi %(own)s, cấp trên giao %(other)s.") % {
                "name": first,
                "own": second,
                "other": third,
            }
