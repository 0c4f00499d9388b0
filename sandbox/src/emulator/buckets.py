"""
What S3 asks of requests, and MiniStack does not.

Whose a bucket is: "If the account ID that you provide does not match the actual owner of the bucket, the request fails with
the HTTP status code 403 Forbidden (access denied)", and so for what a copy reads
(https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html).

Who pays for a bucket's requests: S3 is asked with `?requestPayment`, which MiniStack reads as `request-payment` and so takes
for a listing (https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketRequestPayment.html).
"""


def answer_payers():
    from ministack.services import s3

    dispatch = s3._dispatch

    def dispatched(method, bucket, key, headers, body, query):
        if method == "GET" and bucket and not key and "requestPayment" in query:
            return s3._get_bucket_request_payment(bucket)
        return dispatch(method, bucket, key, headers, body, query)

    s3._dispatch = dispatched


def expect_owners():
    from ministack.services import s3

    dispatch = s3._dispatch

    def dispatched(method, bucket, key, headers, body, query):
        source = headers.get("x-amz-copy-source", "").lstrip("/").partition("/")[0]
        # A copy may stay within its bucket, of which both are said then.
        for name, header in ((bucket, "x-amz-expected-bucket-owner"), (source, "x-amz-source-expected-bucket-owner")):
            expected = headers.get(header)
            if expected and expected != (s3._bucket_owner_account(name) or expected):
                return s3._error("AccessDenied", "Access Denied", 403, "/%s" % name)
        return dispatch(method, bucket, key, headers, body, query)

    s3._dispatch = dispatched
