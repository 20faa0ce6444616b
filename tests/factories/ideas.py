"""Ideas, made through the services that the portal itself uses."""

from ocop.accounts.models import User
from ocop.localities.models import Place
from ocop.programme.models import Cycle
from registrations import services
from registrations.models import Idea


def make_idea(commune: Place, cycle: Cycle, *, actor: User, name: str = "Mứt xoài", **fields) -> Idea:
    """An idea that the commune has noted and not yet sent."""
    words = {"description": "Mứt từ xoài chín của xã.", "proposer_name": "Hộ dân ấp 1"} | fields
    return services.collect_idea(actor=actor, commune=commune, cycle=cycle, product_name=name, **words)


def sent_idea(commune: Place, cycle: Cycle, *, actor: User, **fields) -> Idea:
    return services.send_idea(actor=actor, idea=make_idea(commune, cycle, actor=actor, **fields))


def chosen_idea(commune: Place, cycle: Cycle, *, actor: User, chooser: User, **fields) -> Idea:
    return services.choose_idea(actor=chooser, idea=sent_idea(commune, cycle, actor=actor, **fields))
