"""
Event source mappings from which something is taken away: an empty object is how Lambda is told to
(https://docs.aws.amazon.com/lambda/latest/api/API_UpdateEventSourceMapping.html), and nothing of it is answered then.
"""

REMOVABLE = ("FilterCriteria", "ScalingConfig")


def take_away_empty():
    from ministack.services import lambda_svc

    answer = lambda_svc._esm_response

    def answered(mapping):
        found = answer(mapping)
        return {name: value for name, value in found.items() if name not in REMOVABLE or not is_empty(value)}

    lambda_svc._esm_response = answered


def is_empty(value):
    return not value or (isinstance(value, dict) and not any(value.values()))
