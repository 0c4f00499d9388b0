"""The secret of accounts' roots, which MiniStack takes from its environment, where every function would find it."""

from dataclasses import replace


def give_roots(secret):
    """To be called before anything of MiniStack is imported: its services know the function by name."""
    from ministack.core import iam_evaluator

    resolve = iam_evaluator.resolve_credential

    def resolved(*asked, **more):
        found = resolve(*asked, **more)
        is_root = getattr(found, "principal_type", None) == "Root"
        return replace(found, secret_access_key=secret) if is_root else found

    iam_evaluator.resolve_credential = resolved
