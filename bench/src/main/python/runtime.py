"""The Lambda runtime's loop, which AWS's own client for Python is not needed for: next event, handler, answer."""
import http.client
import json
import os
import traceback

import check

ROOT = "/2018-06-01/runtime/invocation/"
api = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])


def call(method, path, body=None):
    api.request(method, ROOT + path, body, {"Content-Type": "application/json"})
    answer = api.getresponse()
    return answer.headers, answer.read()


while True:
    headers, event = call("GET", "next")
    request = headers["Lambda-Runtime-Aws-Request-Id"]
    try:
        call("POST", request + "/response", json.dumps(check.handle(json.loads(event))))
    except Exception as failure:
        traceback.print_exc()
        error = {"errorType": type(failure).__name__, "errorMessage": str(failure)}
        call("POST", request + "/error", json.dumps(error))
