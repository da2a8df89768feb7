"""Calls of functions, from the name that is called to the type that comes out.

A call that nobody resolved beforehand could name a function that isn't there, or hand it days for yuan, and
would be found out by somebody's answer.
"""

from engine.feel import typing_faults_calls as faults
from engine.feel.core import Call, Constant, Node
from engine.feel.signature import Function
from engine.feel.tree import Application
from engine.feel.typing_arguments import Arranged, arranged, fitted
from engine.feel.typing_forms import FOLDED, FORMS, Form, folded
from engine.feel.typing_lists import list_of
from engine.feel.typing_scope import Variables, Work


def application(work: Work, tree: Application, variables: Variables) -> Node | None:
    """`name(arguments)`."""
    name = tree.function.text
    called = FORMS.get(name) or work.environment.functions.get(name)
    if called is None:
        work.all(tree.arguments, variables)
        known = (*FORMS, *(one for one in work.environment.functions if "." not in one))
        return work.refuse(faults.unknown_function(name, tree.function.span, known))
    if isinstance(called, Function) and called.gathers and len(tree.arguments) > 1 and not tree.names:
        return _gathered(work, tree, called, variables)
    pairs = _arranged(work, tree, called)
    if pairs is None:
        work.all(tree.arguments, variables)
        return None
    nodes = work.all(tuple(argument for _, argument in pairs), variables)
    return None if nodes is None else _applied(work, tree, called, pairs, nodes)


def _arranged(work: Work, tree: Application, called: Form | Function) -> Arranged | None:
    if isinstance(called, Form):
        return arranged(work, tree, called.parameters)
    return arranged(work, tree, called.parameters, called.otherwise, called.rest)


def _gathered(work: Work, tree: Application, function: Function, variables: Variables) -> Node | None:
    """`min(a, b)`, which is `min([a, b])`."""
    nodes = work.all(tree.arguments, variables)
    many = None if nodes is None else list_of(work, nodes, tree.span)
    return None if many is None else _applied(work, tree, function, [(function.parameters[0], tree)], (many,))


def _applied(
    work: Work, tree: Application, called: Form | Function, pairs: Arranged, nodes: tuple[Node, ...]
) -> Node | None:
    """The call with its arguments in the types that are asked for."""
    name = tree.function.text
    fit = fitted(work, name, [(one, node) for (one, _), node in zip(pairs, nodes, strict=True)])
    if fit is None:
        return None
    arguments, shared = fit
    if isinstance(called, Form):
        return called.lower(work, arguments, tree.span)
    kind = called.result(shared) if callable(called.result) else called.result
    if name in FOLDED and all(isinstance(one, Constant) for one in arguments):
        return folded(work, called, arguments, kind, tree.span)
    return Call(name, arguments, kind, tree.span)
