"""What the programme prescribes about classes, as plain functions of values."""

from trainings.rules.days import Half, PlannedHalf, class_days, has_begun, opens_at, planned_halves
from trainings.rules.fees import fee_total_vnd, why_over_the_norm
from trainings.rules.people import person_key, present_enough
from trainings.rules.roll import (
    RollColumn,
    RollLine,
    RollReading,
    Trainee,
    column_of,
    names_a_day,
    read_roll,
)
from trainings.rules.seats import Asker, Quota, moving_up, room_left

__all__ = [
    "Asker",
    "Half",
    "PlannedHalf",
    "Quota",
    "RollColumn",
    "RollLine",
    "RollReading",
    "Trainee",
    "class_days",
    "column_of",
    "fee_total_vnd",
    "has_begun",
    "moving_up",
    "names_a_day",
    "opens_at",
    "person_key",
    "planned_halves",
    "present_enough",
    "read_roll",
    "room_left",
    "why_over_the_norm",
]
