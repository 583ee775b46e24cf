"""The tags and classes that models are trained on: the schema's tagged types, and its relations."""

from __future__ import annotations

from typing import Final

from extract.schema import schema
from extract.tagger.labels import TagSet, pair_classes

LABELS: Final = tuple(label.name for label in schema().entity_types.values() if label.tagged)
TAG_SET: Final = TagSet(LABELS)
TAGS: Final = TAG_SET.names
RELATIONS: Final = tuple(schema().entity_relations)
CLASSES: Final = pair_classes(RELATIONS, schema())
