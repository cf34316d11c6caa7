"""The check of a log with boto3 on a pool of threads: the same questions to AWS that check-log asks, and the same rules."""
import json
import os
from concurrent.futures import ThreadPoolExecutor

import boto3
from botocore.config import Config

BUCKET = os.environ["VAULT_BUCKET"]
KEY_ARN = os.environ["BUCKET_KEY_ARN"]
CONCURRENCY = int(os.environ["BENCH_CONCURRENCY"])

s3 = boto3.client("s3", config=Config(max_pool_connections=CONCURRENCY))
organizations = boto3.client("organizations")
threads = ThreadPoolExecutor(CONCURRENCY)
members = set()


def broken(detail):
    bucket = detail["bucket"]["name"]
    key = detail["object"]["key"]
    version = detail["object"]["version-id"]
    head = s3.head_object(Bucket=bucket, Key=key, VersionId=version)
    earlier = s3.list_object_versions(
        Bucket=bucket, Prefix=key, KeyMarker=key, VersionIdMarker=version, MaxKeys=2
    )
    account = key.split("/")[0]
    rules = {
        "encryption": head.get("ServerSideEncryption") == "aws:kms",
        "key": head.get("SSEKMSKeyId") == KEY_ARN,
        "member": account in members,
        "uploader": detail["requester"] == account,
        "name": key.endswith(".log"),
        "content": head["ContentLength"] > 0,
        "first": all(other["Key"] != key for other in earlier.get("Versions", [])),
    }
    return [rule for rule, kept in rules.items() if not kept]


def check(message):
    detail = json.loads(message["body"])["detail"]
    wrong = broken(detail)
    verdict = "NonCompliant" if wrong else "Compliant"
    print(json.dumps({"verdict": verdict, "key": detail["object"]["key"], "broken": wrong}), flush=True)
    return verdict


def head(item):
    answer = s3.head_object(Bucket=BUCKET, Key=item["key"])
    return answer.get("SSEKMSKeyId") == KEY_ARN


def handle(event):
    if "Items" in event:
        right = sum(threads.map(head, event["Items"]))
        return {"batchItemFailures": [], "heads": right}
    if not members:
        for page in organizations.get_paginator("list_accounts").paginate():
            members.update(account["Id"] for account in page["Accounts"])
    list(threads.map(check, event["Records"]))
    return {"batchItemFailures": []}
