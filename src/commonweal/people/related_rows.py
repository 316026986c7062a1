"""Which rows of which room point to a person or to an organisation. The rooms above need not be known by name."""

from collections.abc import Iterator

from django.apps import apps
from django.db.models import Model

#: A model whose rows never move to the one that is kept: what lets somebody in, and what only its writer reads.
STAYS = "stays_when_merged"
#: "row": its rows go when the person is erased. A tuple: these fields are emptied. Otherwise the row stays as it is,
#: with an opaque number where the name was.
ERASED = "erased_with_person"


def pointing_to(kind: type[Model]) -> Iterator[tuple[type[Model], str]]:
    """Each model with a key to this kind, and the name of that key; tables between two models are in it too."""
    for relation in kind._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one):
            model = relation.related_model
            if isinstance(model, type) and model is not kind and not model._meta.proxy:
                yield model, relation.field.name  # type: ignore[union-attr]


def is_ours(model: type[Model]) -> bool:
    return apps.get_app_config(model._meta.app_label).name.startswith("commonweal.")


def moves(model: type[Model]) -> bool:
    """Passkeys and accounts at other sites are no rows of ours: they would let one person in as another."""
    return is_ours(model) and not getattr(model, STAYS, False)
