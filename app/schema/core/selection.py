"""The fields that a client has selected below another one."""

from collections.abc import Iterable, Iterator, Mapping

from graphql import FieldNode, FragmentDefinitionNode, FragmentSpreadNode, SelectionSetNode

Fragments = Mapping[str, FragmentDefinitionNode]


def below(parents: Iterable[FieldNode], fragments: Fragments, *, certain: bool = False) -> list[FieldNode]:
    """The fields, those of fragments included; `certain`: without those that a directive may exclude."""
    seen: set[str] = set()
    return [field for parent in parents for field in _fields(parent.selection_set, fragments, seen, certain)]


def names(fields: Iterable[FieldNode]) -> set[str]:
    return {field.name.value for field in fields}


def _fields(
    selected: SelectionSetNode | None, fragments: Fragments, seen: set[str], certain: bool
) -> Iterator[FieldNode]:
    for node in selected.selections if selected else ():
        if certain and node.directives:
            continue
        if isinstance(node, FieldNode):
            yield node
        elif isinstance(node, FragmentSpreadNode):
            if node.name.value not in seen:
                seen.add(node.name.value)
                yield from _fields(fragments[node.name.value].selection_set, fragments, seen, certain)
        else:
            yield from _fields(getattr(node, "selection_set", None), fragments, seen, certain)
