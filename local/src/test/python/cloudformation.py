"""Deploys a template on moto's CloudFormation, and tells what became of it.

Reads one JSON object from stdin:
  {"template": path, "parameters": {name: value}, "endpoint": URL of moto, "stack": name,
   "without": {logical id: [property, ...]}, "refused": {type: answer},
   "tried": [logical id, ...]}
SAM's resources are expanded by AWS's own translator. `without` names properties that are left out, `refused` the types
that moto is expected to refuse: each of their resources is tried alone, but for those that another deployment has
tried. The others are created together, with those that moto is expected to leave out.
Writes one JSON object to stdout:
  {"versions":  {package: version},
   "types":     {logical id: type} of what the stack has with these parameters,
   "problem":   why the stack could not be created; null where it was,
   "refused":   {logical id: {"type", "answer": moto's}},
   "evaluated": {logical id: properties as CloudFormation evaluated them},
   "ids":       {logical id: {attribute or "Ref": value}},
   "outputs":   {name: value},
   "deployed":  {logical id: properties as the service gives them back}}
"""

import ast
import functools
import io
import json
import os
import re
import sys
import urllib.request
import zipfile

os.environ.update(AWS_DEFAULT_REGION="us-east-1", AWS_ACCESS_KEY_ID="test", AWS_SECRET_ACCESS_KEY="test")

import boto3
import moto
import samtranslator
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from botocore.parsers import ResponseParserError
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator
from samtranslator.yaml_helper import yaml_parse

PACKAGES = "packages"
LEFT_OUT = "left out"
VARIABLE = re.compile(r"\$\{([A-Za-z0-9]+)(?:\.([A-Za-z0-9.]+))?}")

asked = json.load(sys.stdin)


@functools.cache
def client(service):
    return boto3.client(service, endpoint_url=asked["endpoint"], config=Config(retries={"max_attempts": 0}))


def expanded():
    """The template as CloudFormation works on it: packaged as `sam package` does, then expanded."""
    with open(asked["template"]) as file:
        template = yaml_parse(file.read())
    if "Transform" not in template:
        return template
    template["Globals"]["Function"]["CodeUri"] = f"s3://{PACKAGES}/function.zip"
    for resource in template["Resources"].values():
        if "DefinitionUri" in resource["Properties"]:
            resource["Properties"]["DefinitionUri"] = f"s3://{PACKAGES}/definition.json"
    return Translator({}, Parser()).translate(template, asked["parameters"])


def adapted(template):
    """Without what moto takes for something else than CloudFormation does."""
    # For people, and moto takes its time to read it.
    template.pop("Metadata", None)
    for parameter in template["Parameters"].values():
        parameter.pop("Description", None)
        # CloudFormation hands numbers on as text, which is what Fn::FindInMap looks for.
        if parameter["Type"] == "Number":
            parameter["Type"] = "String"
            if "Default" in parameter:
                parameter["Default"] = str(parameter["Default"])
    for logical_id, properties in asked["without"].items():
        for name in properties:
            template["Resources"].get(logical_id, {"Properties": {}})["Properties"].pop(name, None)
    return template


def references(node, names):
    """All (logical id, attribute) that a part of the template refers to."""
    found = set()
    if isinstance(node, list):
        for element in node:
            found |= references(element, names)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key == "Ref":
                found.add((value, "Ref"))
            elif key == "Fn::GetAtt":
                found.add(tuple(value))
            elif key == "Fn::Sub":
                text = value if isinstance(value, str) else value[0]
                found |= {(match[1], match[2] or "Ref") for match in VARIABLE.finditer(text)}
                if not isinstance(value, str):
                    found |= references(value[1], names)
            elif key != "DependsOn":
                found |= references(value, names)
    return {reference for reference in found if reference[0] in names}


def stand_in(logical_id, attribute):
    return f"{logical_id}/{attribute}"


def without(node, missing):
    """A part of the template in which references to missing resources are texts."""
    if isinstance(node, list):
        return [without(element, missing) for element in node]
    if not isinstance(node, dict):
        return node
    if node.get("Ref") in missing:
        return stand_in(node["Ref"], "Ref")
    if "Fn::GetAtt" in node and node["Fn::GetAtt"][0] in missing:
        return stand_in(*node["Fn::GetAtt"])
    changed = {key: without(value, missing) for key, value in node.items() if key != "DependsOn"}
    if "Fn::Sub" in node:
        text = node["Fn::Sub"] if isinstance(node["Fn::Sub"], str) else node["Fn::Sub"][0]
        text = VARIABLE.sub(
            lambda match: stand_in(match[1], match[2] or "Ref") if match[1] in missing else match[0], text
        )
        changed["Fn::Sub"] = text if isinstance(node["Fn::Sub"], str) else [text, changed["Fn::Sub"][1]]
    return changed


def reset():
    """Nothing is there but the packages."""
    urllib.request.urlopen(urllib.request.Request(asked["endpoint"] + "/moto-api/reset", method="POST")).close()
    empty = io.BytesIO()
    zipfile.ZipFile(empty, "w").close()
    s3 = client("s3")
    s3.create_bucket(Bucket=PACKAGES)
    s3.put_object(Bucket=PACKAGES, Key="function.zip", Body=empty.getvalue())
    s3.put_object(Bucket=PACKAGES, Key="definition.json", Body=b"{}")


def create(template):
    """The outputs of a new stack."""
    reset()
    cloudformation = client("cloudformation")
    cloudformation.create_stack(
        StackName=asked["stack"],
        TemplateBody=json.dumps(template),
        Parameters=[
            {"ParameterKey": key, "ParameterValue": value}
            for key, value in asked["parameters"].items()
            if key in template["Parameters"]
        ],
        Capabilities=["CAPABILITY_NAMED_IAM"],
    )
    stack = cloudformation.describe_stacks(StackName=asked["stack"])["Stacks"][0]
    if stack["StackStatus"] != "CREATE_COMPLETE":
        raise RuntimeError(stack["StackStatus"])
    return {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}


def try_to(create_it):
    """The outputs, and moto's answer where it refuses."""
    try:
        return create_it(), None
    except (ClientError, BotoCoreError, ResponseParserError) as answer:
        # moto answers some requests with JSON or HTML where XML is awaited.
        told = re.search(r'Internal Server Error|"message": "[^"]*', str(answer))
        return {}, told[0].removeprefix('"message": "') if told else " ".join(str(answer).split())


def probe(template, logical_id, refused):
    """Why moto cannot create one resource, with what it refers to; None where it can."""
    resources = template["Resources"]
    kept, waiting = set(), [logical_id]
    while waiting:
        kept.add(one := waiting.pop())
        waiting += {to for to, _ in references(resources[one], resources) if to not in kept | set(refused)}
    part = without({**template, "Outputs": {}}, set(refused) - {logical_id})
    part["Resources"] = {key: value for key, value in part["Resources"].items() if key in kept}
    used = {to for to, _ in references([part["Resources"], part.get("Conditions")], part["Parameters"])}
    part["Parameters"] = {name: value for name, value in part["Parameters"].items() if name in used}
    condition = {"Condition": resources[logical_id]["Condition"]} if "Condition" in resources[logical_id] else {}
    # moto leaves out silently what it does not know.
    part["Outputs"] = {"Declared": {"Value": "yes", **condition}, "There": {"Value": {"Ref": logical_id}, **condition}}
    outputs, answer = try_to(lambda: create(part))
    if answer or "There" not in outputs:
        return answer or (LEFT_OUT if "Declared" in outputs else None)
    for name in sorted({name for _, name in references(template, {logical_id})} - {"Ref"}):
        part["Outputs"] = {"There": {"Value": {"Fn::GetAtt": [logical_id, name]}, **condition}}
        if not try_to(lambda: create(part))[0]:
            return "no attribute " + name
    return None


def whole(template, refused):
    """The outputs of the stack without what moto refuses; among them all that its CloudFormation evaluates."""
    part = without(template, refused)
    conditional = {
        key: {"Condition": value["Condition"]} if "Condition" in value else {}
        for key, value in part["Resources"].items()
    }
    outputs = dict(part["Outputs"]) if "Outputs" in part else {}
    for key, value in part["Resources"].items():
        outputs["Declared" + key] = {"Value": "yes", **conditional[key]}
        if asked["refused"].get(value["Type"]) == LEFT_OUT:
            outputs["There" + key] = {"Value": {"Ref": key}, **conditional[key]}
        # An output takes a text. CloudFormation has Fn::ToJsonString with another transform only, moto has it always.
        outputs["Evaluated" + key] = {"Value": {"Fn::ToJsonString": value["Properties"]}, **conditional[key]}
    names = set(part["Resources"]) - refused
    for number, (key, attribute) in enumerate(wanted(template, names)):
        value = {"Ref": key} if attribute == "Ref" else {"Fn::GetAtt": [key, attribute]}
        outputs[f"Id{number}"] = {"Value": value, **conditional[key]}
    part["Resources"] = {
        key: value
        for key, value in part["Resources"].items()
        if key in names or asked["refused"][value["Type"]] == LEFT_OUT
    }
    return try_to(lambda: create({**part, "Outputs": outputs}))


def wanted(template, names):
    """What the template refers to, and what each resource is called."""
    return sorted(references(template, names) | {(name, "Ref") for name in names})


def told(template, refused, outputs):
    """The outputs in order."""
    names = set(template["Resources"]) - refused
    ids = {}
    for number, (key, attribute) in enumerate(wanted(template, names)):
        if f"Id{number}" in outputs:
            ids.setdefault(key, {})[attribute] = outputs[f"Id{number}"]
    declared = [key for key in template["Resources"] if "Declared" + key in outputs]
    return {
        "types": {key: template["Resources"][key]["Type"] for key in declared},
        "ids": ids,
        "evaluated": {key: json.loads(outputs["Evaluated" + key]) for key in declared},
        "outputs": {key: outputs[key] for key in template.get("Outputs", {}) if key in outputs},
    }


def without_nothing(node):
    """moto leaves null in a list where CloudFormation leaves AWS::NoValue out."""
    if isinstance(node, list):
        return [without_nothing(element) for element in node if element is not None]
    return {key: without_nothing(value) for key, value in node.items()} if isinstance(node, dict) else node


def bucket(s3, name):
    rules = s3.get_bucket_encryption(Bucket=name)["ServerSideEncryptionConfiguration"]["Rules"]
    return {
        "BucketName": name,
        "BucketEncryption": {
            "ServerSideEncryptionConfiguration": [
                {
                    "BucketKeyEnabled": rule["BucketKeyEnabled"],
                    "ServerSideEncryptionByDefault": rule["ApplyServerSideEncryptionByDefault"],
                }
                for rule in rules
            ]
        },
    }


def key(kms, key_id):
    # moto keeps what a template says as an object, which its own DescribeKey and GetKeyRotationStatus cannot read.
    return {"KeyPolicy": kms.get_key_policy(KeyId=key_id, PolicyName="default")["Policy"]}


def alias(kms, name):
    one = next(one for one in kms.list_aliases()["Aliases"] if one["AliasName"] == name)
    return {"AliasName": one["AliasName"], "TargetKeyId": one["TargetKeyId"]}


def queue(sqs, url):
    attributes = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    found = {"QueueName": attributes["QueueArn"].split(":")[-1]}
    for name in ("VisibilityTimeout", "MessageRetentionPeriod"):
        found[name] = int(attributes[name])
    if "RedrivePolicy" in attributes:
        found["RedrivePolicy"] = json.loads(attributes["RedrivePolicy"])
    return found


def document(policy):
    """moto gives an inline policy that a template has as Python writes it, not as JSON."""
    return ast.literal_eval(policy) if isinstance(policy, str) else policy


def role(iam, name):
    one = iam.get_role(RoleName=name)["Role"]
    policies = [
        iam.get_role_policy(RoleName=name, PolicyName=policy)
        for policy in iam.list_role_policies(RoleName=name)["PolicyNames"]
    ]
    return {
        "RoleName": one["RoleName"],
        "AssumeRolePolicyDocument": one["AssumeRolePolicyDocument"],
        "MaxSessionDuration": one["MaxSessionDuration"],
        "Policies": [
            {"PolicyName": policy["PolicyName"], "PolicyDocument": document(policy["PolicyDocument"])}
            for policy in policies
        ],
    }


def bus_of(events, name):
    for bus in events.list_event_buses()["EventBuses"]:
        if any(one["Name"] == name for one in events.list_rules(EventBusName=bus["Name"])["Rules"]):
            return bus["Name"]
    raise LookupError(f"no event bus has the rule {name}")


def rule(events, name):
    bus = bus_of(events, name)
    one = events.describe_rule(Name=name, EventBusName=bus)
    targets = events.list_targets_by_rule(Rule=name, EventBusName=bus)["Targets"]
    found = {"Name": one["Name"], "Targets": targets}
    if "EventPattern" in one:
        found["EventPattern"] = json.loads(one["EventPattern"])
    if "ScheduleExpression" in one:
        found["ScheduleExpression"] = one["ScheduleExpression"]
    return found


def log_group(logs, name):
    one = logs.describe_log_groups(logGroupNamePrefix=name)["logGroups"][0]
    return {"LogGroupName": one["logGroupName"], "RetentionInDays": one["retentionInDays"]}


def parameter(ssm, name):
    one = ssm.get_parameter(Name=name)["Parameter"]
    return {field: one[field] for field in ("Name", "Type", "Value")}


def function(functions, name):
    one = functions.get_function_configuration(FunctionName=name)
    fields = ("FunctionName", "Description", "Handler", "MemorySize", "Role", "Runtime", "Timeout", "Architectures")
    return {field: one[field] for field in fields} | {"Environment": one["Environment"]}


def topic(sns, arn):
    attributes = sns.get_topic_attributes(TopicArn=arn)["Attributes"]
    found = {"TopicName": arn.split(":")[-1]}
    if "KmsMasterKeyId" in attributes:
        found["KmsMasterKeyId"] = attributes["KmsMasterKeyId"]
    return found


def machine(machines, arn):
    one = machines.describe_state_machine(stateMachineArn=arn)
    return {"StateMachineName": one["name"], "RoleArn": one["roleArn"]}


# By type: the service, and what reads a resource back by the value of its Ref.
READERS = {
    "AWS::Events::Rule": ("events", rule),
    "AWS::IAM::Role": ("iam", role),
    "AWS::KMS::Alias": ("kms", alias),
    "AWS::KMS::Key": ("kms", key),
    "AWS::Lambda::Function": ("lambda", function),
    "AWS::Logs::LogGroup": ("logs", log_group),
    "AWS::S3::Bucket": ("s3", bucket),
    "AWS::SNS::Topic": ("sns", topic),
    "AWS::SQS::Queue": ("sqs", queue),
    "AWS::SSM::Parameter": ("ssm", parameter),
    "AWS::StepFunctions::StateMachine": ("stepfunctions", machine),
}


def deployed(types, ids):
    """What the services say about the resources that are there."""
    found = {}
    for logical_id in ids.keys() & types.keys():
        if types[logical_id] in READERS:
            service, read = READERS[types[logical_id]]
            found[logical_id] = read(client(service), ids[logical_id]["Ref"])
    return found


def main():
    template = adapted(expanded())
    refused = {one for one, value in template["Resources"].items() if value["Type"] in asked["refused"]}
    outputs, problem = whole(template, refused)
    # Where moto cannot evaluate one output it gives none.
    problem = problem or (None if outputs else "no outputs")
    answer = without_nothing(told(template, refused, outputs))
    answer["deployed"] = {} if problem else without_nothing(deployed(answer["types"], answer["ids"]))
    missing = {one for one in answer["types"] if one not in answer["ids"] and "There" + one not in outputs}
    silent = {one for one in missing if asked["refused"].get(answer["types"][one]) == LEFT_OUT}
    tried = template["Resources"].keys() if problem else missing - silent - set(asked["tried"])
    probed = dict.fromkeys(silent, LEFT_OUT) | {one: probe(template, one, refused) for one in sorted(tried)}
    answer["problem"] = problem
    answer["refused"] = {
        one: {"type": template["Resources"][one]["Type"], "answer": why} for one, why in probed.items() if why
    }
    answer["versions"] = {"moto": moto.__version__, "samtranslator": samtranslator.__version__}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
