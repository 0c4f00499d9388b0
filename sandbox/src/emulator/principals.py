"""
Whom a policy of a key or a bucket may name: accounts, roles and users that exist. AWS keeps their ids and not their names,
so it refuses who is not there (IAM user guide, "AWS JSON policy elements: Principal"; KMS API reference, PutKeyPolicy,
"Policy"), in words of public reports.
"""

import json
import re

# Of examples: one digit, repeated. Every other account is there once somebody has signed as it.
EXAMPLE = re.compile(r"([1-9])\1{11}")
IDENTITY = re.compile(r"arn:aws[a-z-]*:(?:iam|sts)::(\d{12}):(root|role|user|assumed-role|federated-user)(?:/(.+))?")

used = set()


def note(account):
    if account:
        used.add(account)


def refuse_in_keys():
    from ministack.core.responses import error_response_json
    from ministack.services import kms

    def known(operation):
        def handle(data):
            if names_strangers(data.get("Policy")):
                message = "Policy contains a statement with one or more invalid principals."
                return error_response_json("MalformedPolicyDocumentException", message, 400)
            return operation(data)

        return handle

    kms._create_key, kms._put_key_policy = known(kms._create_key), known(kms._put_key_policy)


def refuse_in_buckets():
    from ministack.services import s3

    put = s3._put_bucket_policy

    def handle(name, body):
        if name in s3._buckets and names_strangers(body.decode("utf-8", errors="replace")):
            return s3._error("MalformedPolicy", "Invalid principal in policy", 400)
        return put(name, body)

    s3._put_bucket_policy = handle


def names_strangers(policy):
    return any(not exists(one) for one in principals_of(policy))


def principals_of(policy):
    """Those of AWS; services and identity providers are others' matter."""
    try:
        statements = json.loads(policy or "{}").get("Statement", [])
    except (ValueError, AttributeError):
        return []
    found = []
    for statement in statements if isinstance(statements, list) else [statements]:
        for place in ("Principal", "NotPrincipal"):
            named = statement.get(place) if isinstance(statement, dict) else None
            named = named.get("AWS", []) if isinstance(named, dict) else []
            found.extend(named if isinstance(named, list) else [named])
    return found


def exists(principal):
    if principal == "*":
        return True
    if re.fullmatch(r"\d{12}", str(principal)):
        return is_account(principal)
    found = IDENTITY.fullmatch(str(principal))
    if not found or not is_account(found.group(1)):
        return False
    account, kind, name = found.groups()
    return kind not in ("role", "user") or arn_of(account, kind, name.rpartition("/")[2]) == principal


def is_account(account):
    return bool(EXAMPLE.fullmatch(account)) or account in used or has_identities(account)


def has_identities(account):
    """A role or a user: of accounts that were used before the sandbox was started again."""
    from ministack.core.responses import get_region, request_scope
    from ministack.services import iam

    with request_scope(account, get_region()):
        return any(True for _ in iam._roles.values()) or any(True for _ in iam._users.values())


def arn_of(account, kind, name):
    from ministack.services import iam

    store = iam._roles if kind == "role" else iam._users
    return (store.get_scoped(account, None, name) or {}).get("Arn")
