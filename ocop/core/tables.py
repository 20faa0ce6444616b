"""Tables of a whole app in one operation of a migration."""

from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation


class CreateModels(Operation):
    """Do what these `CreateModel`s do one after the other, but ask Django for its models once.

    Before each operation Django builds every model anew that is related to the one it changes. Here nearly
    all are (places, people), so that new tables would take a minute. The models may refer to each other in
    any order.
    """

    reversible = True

    def __init__(self, models: list[CreateModel]) -> None:
        self.models = models

    def state_forwards(self, app_label, state) -> None:
        state.__dict__.pop("apps", None)
        for model in self.models:
            model.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state) -> None:
        for model in self._allowed(app_label, schema_editor, to_state):
            schema_editor.create_model(model)

    def database_backwards(self, app_label, schema_editor, from_state, to_state) -> None:
        for model in reversed(self._allowed(app_label, schema_editor, from_state)):
            schema_editor.delete_model(model)

    def describe(self) -> str:
        return f"Create {len(self.models)} models"

    def _allowed(self, app_label, schema_editor, state) -> list:
        models = [state.apps.get_model(app_label, model.name) for model in self.models]
        return [model for model in models if self.allow_migrate_model(schema_editor.connection.alias, model)]
