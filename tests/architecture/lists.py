"""Walking the lists of the portal: which there are, who reads each, and a world in which none is empty."""

from decimal import Decimal

from evaluations.services.yearly import write_product_year
from ocop.accounts.models import User
from ocop.core import clock
from ocop.core.roles import Role
from ocop.ui.views import ScopedListView
from tests.architecture.routes import routes
from tests.architecture.world import World, build_world
from tests.factories.evaluations import conclude
from tests.kept import kept

ADMINISTERED = {"accounts:person-list", "audit:event-list"}


def list_routes() -> list[str]:
    """The lists that stand for themselves, not those about one row."""
    alone = {name: route.callback for name, route in routes() if not route.pattern.converters}
    views = {name: getattr(callback, "view_class", object) for name, callback in alone.items()}
    return sorted(name for name, view in views.items() if issubclass(view, ScopedListView))


def list_view(name: str) -> type[ScopedListView]:
    return next(route.callback.view_class for route_name, route in routes() if route_name == name)


def reader_of(route: str, world: World) -> User:
    """Somebody whose list of this address is not empty."""
    roles = list_view(route).roles or ()
    if route in ADMINISTERED:
        return world.people["quan_tri"]
    return world.people["can_bo_xa" if Role.COMMUNE_OFFICER in roles else "chuyen_vien_tinh"]


@kept
def listed_world(cast):
    """The world of the permission table, with a conclusion on which a certificate may be revoked, and what a
    year brought.
    """
    world = build_world(cast)
    conclude(cast.province_officer, world.rows["ending"])
    write_product_year(
        actor=cast.producer_person,
        certificate=world.rows["certificate"],
        year=clock.today().year,
        revenue_vnd=850_000_000,
        workers=12,
        output=Decimal("1250.5"),
        unit="kg",
    )
    return world
