"""The AWS CLI's own code, run for one command after the other without a network.

Reads a JSON object a line: {"argv": [...], "mention": bool}. Every call that the command would make is handed out as
{"service", "operation", "parameters", "profile", "region", "blob"}; the line that comes back is {"answer": {...}},
{"error": [code, message]} or {"pass": true}, which lets the call go to AWS_ENDPOINT_URL. The end of a command is
{"status", "output", "errors"}.
"""

import argparse
import contextlib
import io
import json
import os
import sys
import tempfile

from awscli.clidriver import create_clidriver

TALK, HEAR = os.fdopen(os.dup(1), "w"), os.fdopen(os.dup(0), "r")
os.dup2(2, 1)

# Options of AWS CLI 2 that AWS CLI 1 does not know, with what they take.
ONLY_IN_VERSION_2 = {"--cli-binary-format": ("base64", "raw-in-base64-out")}


LOADER = []

# A page spells options out.
AS_IT_IS = argparse.ArgumentParser.__init__
argparse.ArgumentParser.__init__ = lambda self, *args, **named: AS_IT_IS(
    self, *args, **{**named, "allow_abbrev": False}
)


class Response:
    """As much of an HTTP response as the CLI looks at."""

    def __init__(self, status):
        self.status_code = status
        self.headers = {}


def tell(message):
    TALK.write(json.dumps(message, default=repr) + "\n")
    TALK.flush()


def hand_out(parameters, model, profile, region, raw):
    blob = [
        name
        for name, value in parameters.items()
        if model.input_shape.members[name].type_name == "blob"
        and not model.input_shape.members[name].serialization.get("streaming")
        and not raw
    ]
    readable = {
        name: value.decode() if isinstance(value, bytes) else value
        for name, value in parameters.items()
    }
    tell(
        {
            "service": model.service_model.service_name,
            "operation": model.name,
            "parameters": readable,
            "profile": profile or "",
            "region": region or "",
            "blob": blob,
        }
    )
    return json.loads(HEAR.readline())


def answered(model, told):
    if told.get("pass"):
        return None
    if "error" in told:
        code, message = told["error"]
        return Response(400), {"Error": {"Code": code, "Message": message}, "ResponseMetadata": {}}
    parsed = dict(told["answer"], ResponseMetadata={"HTTPStatusCode": 200})
    for name, shape in (model.output_shape.members if model.output_shape else {}).items():
        if shape.type_name == "blob" and name in parsed:
            parsed[name] = io.BytesIO(parsed[name].encode())
    return Response(200), parsed


def without_options_of_version_2(argv):
    kept, raw, words = [], False, iter(argv)
    for word in words:
        if word in ONLY_IN_VERSION_2:
            value = next(words, "")
            if value not in ONLY_IN_VERSION_2[word]:
                raise ValueError(word + " takes no " + value)
            raw = value == "raw-in-base64-out"
        else:
            kept.append(word)
    return kept, raw


def new_driver():
    """A driver of its own for each command, as each is a process of its own; but the models are read once."""
    driver = create_clidriver()
    LOADER.append(driver.session.get_component("data_loader"))
    driver.session.register_component("data_loader", LOADER[0])
    return driver


def run(argv):
    argv, raw = without_options_of_version_2(argv)
    profile = argv[argv.index("--profile") + 1] if "--profile" in argv else ""
    driver = new_driver()
    emitter = driver.session.get_component("event_emitter")
    told = {}

    def before_building(params, model, context, **_):
        told[id(context)] = params

    def before_call(model, params, context, **_):
        return answered(model, hand_out(told.pop(id(context)), model, profile, context.get("client_region"), raw))

    emitter.register("before-parameter-build", before_building)
    emitter.register("before-call", before_call)
    with tempfile.TemporaryDirectory() as folder:
        body = os.path.join(folder, "body")
        argv = [body if word == "/dev/stdout" else word for word in argv]
        status = driver.main(argv)
        if os.path.exists(body):
            with open(body) as written:
                return status, written.read() + "\n"
    return status, ""


def exists(argv):
    service = new_driver()._get_command_table().get(argv[0])
    return 0 if service and argv[1] in service._get_command_table() else 252


def main():
    for line in HEAR:
        command = json.loads(line)
        output, errors, body = io.StringIO(), io.StringIO(), ""
        with contextlib.redirect_stdout(output), contextlib.redirect_stderr(errors):
            try:
                if command["mention"]:
                    status = exists(command["argv"])
                else:
                    status, body = run(command["argv"])
            except SystemExit as ended:
                status = ended.code
            except Exception as refused:
                status, _ = 255, errors.write(str(refused))
        tell({"status": status, "output": body + output.getvalue(), "errors": errors.getvalue()})


main()
