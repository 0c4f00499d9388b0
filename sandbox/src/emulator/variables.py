"""
Variables and wildcards of policies, as AWS reads them. The pages named here are below
https://docs.aws.amazon.com/IAM/latest/UserGuide/
"""

import functools
import json
import re

# What is literal in a pattern although it looks like a wildcard: characters that no ARN and no name has.
ANY, ONE = "\ue000", "\ue001"
LITERAL = str.maketrans({"*": ANY, "?": ONE})
VARIABLE = re.compile(r"\$\{([^}]*)\}")


def know_variables(engine):
    keep_version(engine)
    engine._fnmatch_compile = pattern
    engine._first_match = first_match
    operators = engine._CONDITION_OPS
    operators["arnequals"] = operators["arnlike"] = arn_like
    operators["arnnotequals"] = operators["arnnotlike"] = lambda actual, expected: not arn_like(actual, expected)


def keep_version(engine):
    """Variables count from version 2012-10-17 on; before, they are text (reference_policies_elements_version.html)."""
    parse = engine.parse_policy_document

    def parsed(document):
        found, whole = parse(document), as_object(document)
        if whole.get("Version") == "2012-10-17":
            for statement in found:
                held = (statement.resources, statement.not_resources, statement.conditions)
                statement.has_variables = "${" in str(held)
        return found

    engine.parse_policy_document = parsed


def first_match(context, statements, effect):
    from ministack.core import iam_evaluator as engine

    for statement in statements:
        if statement.effect != effect:
            continue
        if not engine._action_matches(context.action, statement.actions, statement.not_actions):
            continue
        resources, others, conditions = resolved(statement, context)
        if engine._resource_matches(context.resource_arn, resources, others) and engine._conditions_met(
            conditions, context
        ):
            return statement
    return None


def resolved(statement, context):
    parts = statement.resources, statement.not_resources, statement.conditions
    if not getattr(statement, "has_variables", False):
        return parts
    resources, others, conditions = parts
    return (
        [fill(text, context) for text in resources],
        [fill(text, context) for text in others],
        {operator: filled(operator, block, context) for operator, block in conditions.items()},
    )


def filled(operator, block, context):
    """Only strings and ARNs take variables; of these, those that know wildcards tell a literal one from them."""
    name = operator.lower().rpartition(":")[2].removesuffix("ifexists")
    if not name.startswith(("string", "arn")):
        return block
    literal = LITERAL if "like" in name or name.startswith("arn") else {}
    texts = {key: [values] if isinstance(values, str) else values for key, values in block.items()}
    return {key: [fill(text, context, literal) for text in values] for key, values in texts.items()}


def fill(text, context, literal=LITERAL):
    """What has no value is equal to nothing and like nothing (…variables.html#policy-vars-no-value): NUL is in no request."""

    def value_of(found):
        name, _, default = found.group(1).partition(",")
        if found.group(1) in ("*", "?", "$"):
            return found.group(1).translate(literal)
        value = context_value(name.strip(), context)
        fallback = re.fullmatch(r"\s*'(.*)'\s*", default)
        if not isinstance(value, str):
            value = fallback.group(1) if fallback and value is None else "\0"
        return value.translate(literal)

    return VARIABLE.sub(value_of, str(text))


def context_value(key, context):
    from ministack.core import iam_evaluator as engine

    return engine._resolve_condition_key(key, context)


@functools.lru_cache(4096)
def pattern(text, ignore_case):
    meaning = {"*": ".*", "?": ".", ANY: r"\*", ONE: r"\?"}
    regex = "".join(meaning.get(character) or re.escape(character) for character in text)
    return re.compile(regex + r"\Z", re.DOTALL | (re.IGNORECASE if ignore_case else 0))


def arn_like(actual, expected):
    """Each of the six parts by itself (reference_policies_elements_condition_operators.html#Conditions_ARN)."""
    parts, patterns = str(actual).split(":", 5), expected.split(":", 5)
    if len(parts) != 6 or len(patterns) != 6:
        return False
    return all(pattern(one, False).match(part) for part, one in zip(parts, patterns))


def as_object(document):
    try:
        found = json.loads(document) if isinstance(document, str) else document
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
