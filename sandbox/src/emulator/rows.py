"""What a call of DynamoDB names of a table's rows, as conditions of policies see it (DynamoDB developer guide, "Using IAM
policy conditions for fine-grained access control")."""

import json
import re

WORDS = {"ADD", "AND", "BETWEEN", "DELETE", "IN", "NOT", "OR", "REMOVE", "SET"}
ROWS = {f"dynamodb:{name}" for name in ("GetItem", "PutItem", "UpdateItem", "DeleteItem", "Query")}


def attributes(action, body):
    """dynamodb:Attributes of an update: those of its key, and all that its expressions name."""
    if action != "dynamodb:UpdateItem":
        return {}
    request = json.loads(body or b"{}")
    expressions = " ".join(request.get(f"{kind}Expression", "") for kind in ("Update", "Condition"))
    written = re.findall(r"(?<![#:.\w])[A-Za-z_]\w*\b(?!\s*\()", expressions)
    plain = {name for name in written if name.upper() not in WORDS}
    named = {*request.get("Key", {}), *request.get("ExpressionAttributeNames", {}).values(), *plain}
    return {"dynamodb:Attributes": sorted(named)}


def leading_keys(action, body):
    """dynamodb:LeadingKeys: the partition key of the row, or of the rows that a query asks for."""
    if action not in ROWS:
        return {}
    request = json.loads(body or b"{}")
    name = partition_key_of(request.get("TableName", ""))
    row = request.get("Key") or request.get("Item") or asked_for(request)
    return {"dynamodb:LeadingKeys": sorted(map(str, row[name].values()))} if row.get(name) else {}


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
