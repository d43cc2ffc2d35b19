from graphql import parse

from app.execution.shape import Shape, operation_shapes


def shape(text: str) -> Shape:
    [(_, found)] = operation_shapes(parse(text))
    return found


def counts(text: str) -> tuple[int, int, int, int]:
    found = shape(text)
    return found.depth, found.root_fields, found.aliases, found.introspections


def test_each_level_of_fields_is_one_deep() -> None:
    assert counts("{ viewer { member { name } } }") == (3, 1, 0, 0)


def test_inline_fragments_add_no_depth() -> None:
    assert counts("{ viewer { ... on Viewer { ... { member { name } } } } }") == (3, 1, 0, 0)


def test_fragments_count_where_they_are_spread() -> None:
    text = "{ viewer { ...V } a: viewer { ...V } } fragment V on Viewer { one: member { two: name } }"
    assert counts(text) == (3, 2, 5, 0)


def test_root_fields_in_fragments_are_root_fields() -> None:
    text = "{ ...Q ...Q } fragment Q on Query { viewer { emails } ...R } fragment R on Query { x y }"
    assert counts(text) == (2, 6, 0, 0)


def test_an_alias_equal_to_its_name_is_none() -> None:
    assert counts("{ viewer: viewer { name: name } }") == (2, 1, 0, 0)


def test_introspection_has_no_depth_but_its_aliases_count() -> None:
    text = '{ __schema { types { a: fields { type { ofType { ofType { name } } } } } } __type(name: "A") { name } }'
    assert counts(text) == (0, 2, 1, 2)


def test_a_fragment_of_introspection_has_no_depth_there() -> None:
    text = "{ __schema { types { ...T } } } fragment T on __Type { ofType { ofType { ofType { name } } } }"
    assert counts(text) == (0, 1, 0, 1)


def test_typename_is_no_introspection() -> None:
    assert counts("{ __typename }") == (1, 1, 0, 0)


def test_a_fragment_that_doubles_sixty_times_is_counted_at_once() -> None:
    bomb = "{ ...F0 } " + " ".join(f"fragment F{i} on Query {{ ...F{i + 1} ...F{i + 1} }}" for i in range(60))
    assert shape(bomb + " fragment F60 on Query { a: viewer { name } }").aliases == 2**60


def test_circular_and_unknown_fragments_end() -> None:
    text = "{ viewer { ...A ...Nowhere } } fragment A on V { x { ...B } } fragment B on V { y { ...A } z }"
    assert shape(text).depth == 3


def test_a_chain_of_a_thousand_fragments_needs_no_recursion() -> None:
    chain = "{ ...F0 } " + " ".join(f"fragment F{i} on Q {{ ...F{i + 1} }}" for i in range(1_000))
    assert shape(chain + " fragment F1000 on Q { a { b } }").depth == 2


def test_each_operation_has_its_own_counts() -> None:
    shapes = operation_shapes(parse("query A { a } query B { b { c } ...F } fragment F on Q { d e }"))
    assert [(found.depth, found.root_fields) for _, found in shapes] == [(1, 1), (2, 3)]
