"""How administrative papers write dates (Decree 30/2020/NĐ-CP, Appendix I)."""

from datetime import date

TWO_DIGIT_MONTHS = 2


def date_in_words(day: date) -> str:
    """“ngày 05 tháng 02 năm 2026”: days below 10 and the months 1 and 2 take a leading zero."""
    month = f"{day.month:02d}" if day.month <= TWO_DIGIT_MONTHS else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"
