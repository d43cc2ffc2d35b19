"""Depth and field counts of operations with fragments expanded, in linear time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

_INTROSPECTION = ("__schema", "__type")


@dataclass(slots=True)
class Shape:
    """Counts of one definition; `spreads` are its fragment spreads as name and parent level."""

    depth: int = 0
    root_fields: int = 0
    aliases: int = 0
    introspections: int = 0
    spreads: list[tuple[str, int | None]] = field(default_factory=list)


def operation_shapes(document: DocumentNode) -> list[tuple[OperationDefinitionNode, Shape]]:
    """The operations of a document with their counts, fragments expanded."""
    fragments = {
        definition.name.value: _own_shape(definition.selection_set)
        for definition in document.definitions
        if isinstance(definition, FragmentDefinitionNode)
    }
    whole: dict[str, Shape] = {}
    for name in fragments:
        _complete(name, fragments, whole)
    return [
        (definition, _with_fragments(_own_shape(definition.selection_set), whole))
        for definition in document.definitions
        if isinstance(definition, OperationDefinitionNode)
    ]


def _own_shape(selection_set: SelectionSetNode) -> Shape:
    shape = Shape()
    # The level is None inside introspection, whose depth graphql-core limits itself.
    stack: list[tuple[SelectionSetNode, int | None]] = [(selection_set, 1)]
    while stack:
        selections, level = stack.pop()
        for node in selections.selections:
            if isinstance(node, FragmentSpreadNode):
                shape.spreads.append((node.name.value, None if level is None else level - 1))
            elif isinstance(node, InlineFragmentNode):
                stack.append((node.selection_set, level))
            elif isinstance(node, FieldNode):
                below = _count(shape, node, level)
                if node.selection_set:
                    stack.append((node.selection_set, below))
    return shape


def _count(shape: Shape, node: FieldNode, level: int | None) -> int | None:
    """Add a field to the counts and return the level of its subfields."""
    if node.alias and node.alias.value != node.name.value:
        shape.aliases += 1
    if level == 1:
        shape.root_fields += 1
    if node.name.value in _INTROSPECTION:
        shape.introspections += 1
        return None
    if level is None:
        return None
    shape.depth = max(shape.depth, level)
    return level + 1


def _complete(root: str, fragments: Mapping[str, Shape], whole: dict[str, Shape]) -> None:
    """Add a fragment and those it spreads to `whole`, fully counted; iterative, each fragment once."""
    path = [(root, iter(fragments[root].spreads))]
    seen = {root}
    while path:
        name, spreads = path[-1]
        for below, _ in spreads:
            if below in fragments and below not in whole and below not in seen:
                seen.add(below)
                path.append((below, iter(fragments[below].spreads)))
                break
        else:
            path.pop()
            whole.setdefault(name, _with_fragments(fragments[name], whole))


def _with_fragments(own: Shape, whole: Mapping[str, Shape]) -> Shape:
    total = Shape(own.depth, own.root_fields, own.aliases, own.introspections)
    for name, level in own.spreads:
        # graphql-core's rules refuse unknown and circular fragments.
        fragment = whole.get(name)
        if fragment is None:
            continue
        total.aliases += fragment.aliases
        total.introspections += fragment.introspections
        if level is not None:
            total.depth = max(total.depth, level + fragment.depth)
        if level == 0:
            total.root_fields += fragment.root_fields
    return total
