"""A call that has brought the program down in the middle of work is not made again."""

import ast

from tests.architecture.sources import shown, sources, tree

#: PySide keeps the Python object of an item as long as the layout, also when the item is gone; what is made at its
#: address afterwards is then taken for it. `takeAt` gives the item away and is safe; nested layouts are `children()`.
FORBIDDEN = {"itemAt", "itemAtPosition"}


def test_no_item_of_a_layout_is_asked_for():
    calls = [
        f"{shown(path)}:{node.lineno}"
        for path in sources("desktop_app")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in FORBIDDEN
    ]
    assert calls == []


def test_no_filter_watches_the_whole_program():
    """It would see every event of every part, also of parts that are being taken down."""
    filters = [
        f"{shown(path)}:{node.lineno}"
        for path in sources("desktop_app")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "installEventFilter"
        and ast.unparse(node.func.value) in {"app", "program", "qApp", "_program()", "QApplication.instance()"}
    ]
    assert filters == []
