"""
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
