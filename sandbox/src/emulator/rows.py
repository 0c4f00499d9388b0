"""What a call of DynamoDB names of a table's rows, as conditions of policies see it (DynamoDB developer guide, "Using IAM
policy conditions for fine-grained access control"). A transaction is judged as the calls that it holds, all by the same keys."""

import json
import re

WORDS = {"ADD", "AND", "BETWEEN", "DELETE", "IN", "NOT", "OR", "REMOVE", "SET"}
ROWS = {f"dynamodb:{name}" for name in ("GetItem", "PutItem", "UpdateItem", "DeleteItem", "Query")}
TRANSACTIONS = {"dynamodb:TransactGetItems", "dynamodb:TransactWriteItems"}


def attributes(action, body):
    """dynamodb:Attributes of updates: those of their keys, and all that their expressions name."""
    updates = [request for name, request in calls_of(action, body) if name == "Update"]
    return {"dynamodb:Attributes": sorted({name for one in updates for name in named_by(one)})} if updates else {}


def named_by(update):
    expressions = " ".join(update.get(f"{kind}Expression", "") for kind in ("Update", "Condition"))
    written = re.findall(r"(?<![#:.\w])[A-Za-z_]\w*\b(?!\s*\()", expressions)
    plain = {name for name in written if name.upper() not in WORDS}
    return {*update.get("Key", {}), *update.get("ExpressionAttributeNames", {}).values(), *plain}


def leading_keys(action, body):
    """dynamodb:LeadingKeys: the partition key of the row, or of the rows that a query or a transaction asks for."""
    found = sorted({key for _, request in calls_of(action, body) for key in keys_of(request)})
    return {"dynamodb:LeadingKeys": found} if found else {}


def keys_of(request):
    name = partition_key_of(request.get("TableName", ""))
    row = request.get("Key") or request.get("Item") or asked_for(request)
    return map(str, row.get(name, {}).values())


def calls_of(action, body):
    """Of a call on rows, what it is and its request; of a transaction, those of each that it holds."""
    if action in ROWS:
        return [(action.partition(":")[2].removesuffix("Item"), json.loads(body or b"{}"))]
    if action in TRANSACTIONS:
        return [one for item in json.loads(body or b"{}").get("TransactItems", []) for one in item.items()]
    return []


def partition_key_of(table):
    """Its name; None of a table that is not there."""
    from ministack.services import dynamodb

    found = dynamodb._tables.get(table.rpartition("/")[2]) or {}
    return found.get("pk_name")


def asked_for(query):
    """Name → value, of the equalities of a query's key condition."""
    names, values = query.get("ExpressionAttributeNames", {}), query.get("ExpressionAttributeValues", {})
    pairs = re.findall(r"([#\w]+)\s*=\s*(:\w+)", query.get("KeyConditionExpression", ""))
    return {names.get(name, name): values.get(value, {}) for name, value in pairs}
