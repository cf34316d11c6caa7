// Lets iam-simulate answer generated questions about permissions: a list of cases comes in, a list of "Allowed",
// "ImplicitlyDenied" or "ExplicitlyDenied" in their order goes out. ForeignEvaluatorTest.java writes the one and reads
// the other. Nothing is checked against AWS's lists of actions and context keys, because the cases are made up.
import { createValidatedPolicy } from '@cloud-copilot/iam-policy';
import { runUnsafeSimulation } from '@cloud-copilot/iam-simulate';
import { answerEachLine } from './lines.mjs';

await answerEachLine(async (cases) => cases.map(answer));

function answer({ principal, action, resource, owner, context, identity, boundary, controls, resourcePolicy, resourceControls }) {
  return runUnsafeSimulation(
    {
      request: { principal, action, resource: { resource, accountId: owner }, contextVariables: context },
      identityPolicies: named(identity),
      permissionBoundaryPolicies: boundary && named([boundary]),
      serviceControlPolicies: levels(controls),
      resourceControlPolicies: levels(resourceControls),
      // It reads the name of a resource's policy, and gives it none itself.
      resourcePolicy: resourcePolicy && createValidatedPolicy(resourcePolicy, () => [], { name: 'resource' }),
      additionalSettings: {},
    },
    {},
  );
}

function levels(policies) {
  return policies.map((level, index) => ({ orgIdentifier: `level ${index}`, policies: named(level) }));
}

function named(policies) {
  return policies.map((policy, index) => ({ name: String(index), policy }));
}
