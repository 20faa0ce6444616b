"""Places in the admin site: to look at only; `load_places` is what writes them."""

from django.contrib import admin

from ocop.localities.models import Place, Succession


class ReadOnly:
    def has_add_permission(self, request, obj=None) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


class SuccessionInline(ReadOnly, admin.TabularInline):
    model = Succession
    fk_name = "old"
    extra = 0
    verbose_name_plural = "địa bàn kế tục"


@admin.register(Place)
class PlaceAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("full_name", "code", "system", "level", "parent", "valid_from", "valid_to")
    list_filter = ("system", "level", "kind")
    list_select_related = ("parent",)
    ordering = ("sort_key", "pk")
    search_fields = ("search_key", "code")
    inlines = (SuccessionInline,)

    @admin.display(description="tên", ordering="sort_key")
    def full_name(self, place: Place) -> str:
        return place.full_name

    def get_search_results(self, request, queryset, search_term):
        """By code as it is written; by name as everywhere in the portal."""
        if not search_term:
            return queryset, False
        if search_term.strip().isdigit():
            return queryset.filter(code__startswith=search_term.strip()), False
        return queryset.search(search_term), False
