// Evaluates IAM simulations: policies and simulations come in, a list of answers in the order of the simulations goes
// out. PolicySimulator.java writes the one and reads the other. What cannot be simulated faithfully is answered with
// {"error": ...}, never with a decision.
import {
  allowedContextKeysForRequest,
  anonymousPrincipal,
  isConditionKeyArray,
  runSimulation,
  typeForContextKey,
} from '@cloud-copilot/iam-simulate';
import { answerEachLine } from './lines.mjs';
import { questionsOf, readPolicy, renamed } from './policies.mjs';

const DECISIONS = {
  Allowed: 'ALLOWED',
  ImplicitlyDenied: 'IMPLICIT_DENY',
  ExplicitlyDenied: 'EXPLICIT_DENY',
};

const keysOfRequests = new Map();

await answerEachLine(async ({ policies, simulations }) => {
  const documents = policies.map(readPolicy);
  const answers = [];
  for (const simulation of simulations) {
    answers.push(await answer(simulation, documents).catch((problem) => ({ error: problem.message })));
  }
  return answers;
});

async function answer(simulation, documents) {
  const numbered = (index) => ({ name: String(index), policy: documents[index] });
  const known = await keysOf(simulation.action, simulation.resource);
  const context = await contextOf(simulation, known);
  const response = await runSimulation(
    {
      request: {
        principal: simulation.principal ?? anonymousPrincipal,
        action: simulation.action,
        resource: { resource: simulation.resource, accountId: simulation.resourceAccount },
        contextVariables: context,
      },
      identityPolicies: simulation.identity.map(numbered),
      serviceControlPolicies: simulation.controls.map((level, index) => ({
        orgIdentifier: `level ${index}`,
        policies: level.map(numbered),
      })),
      resourceControlPolicies: [],
      resourcePolicy: documents[simulation.resourcePolicy],
      additionalSettings: { s3: { blockPublicAccess: simulation.blocksPublicAccess } },
    },
    {},
  );
  if (response.resultType !== 'single') {
    throw new Error(`not simulated: ${response.resultType} ${JSON.stringify(response.errors ?? {})}`);
  }
  if (response.result.ignoredContextKeys.length > 0) {
    throw new Error(`${simulation.action} knows no ${response.result.ignoredContextKeys.join(', ')}`);
  }
  const { analysis } = response.result;
  const parts = [
    analysis.identityAnalysis,
    analysis.resourceAnalysis,
    ...(analysis.scpAnalysis?.ouAnalysis ?? []),
  ].filter(Boolean);
  parts
    .flatMap((part) => [...part.allowStatements, ...part.denyStatements, ...part.unmatchedStatements])
    .filter((found) => found.actionMatch && found.principalMatch !== 'NoMatch')
    .forEach((found) => checkFacts(found.statement.toJSON(), simulation, context, known));
  return {
    decision: DECISIONS[response.overallResult],
    deciding: deciding(response.overallResult, parts).map((found) => ({
      policy: Number(found.policyId ?? simulation.resourcePolicy),
      statement: found.statement.index(),
    })),
    publicAccessBlocked: analysis.blockedBy?.includes('s3-bpa') ?? false,
  };
}

function deciding(result, parts) {
  switch (result) {
    case 'Allowed':
      return parts.flatMap((part) => part.allowStatements);
    case 'ExplicitlyDenied':
      return parts.flatMap((part) => part.denyStatements);
    default:
      return [];
  }
}

/** The context keys that IAM documents for an action on a resource, in lower case; null for no such request. */
async function keysOf(action, resource) {
  const request = `${action} ${resource}`;
  if (!keysOfRequests.has(request)) {
    const [service, name] = action.split(':');
    // Where the action does not exist or does not take the resource, the simulation itself tells.
    const keys = await allowedContextKeysForRequest(service, name, resource, false).catch(() => null);
    keysOfRequests.set(request, keys && new Set(keys));
  }
  return keysOfRequests.get(request);
}

/** Tells whether a request can have a key at all; a key with a slash (or colon) ends in a name of one's own. */
function canHave(known, key) {
  if (/^aws:requesttag\/kms:encryptioncontext:/.test(key)) {
    return known.has('kms:encryptioncontext:${encryptioncontextkey}');
  }
  const stem = key.slice(0, key.indexOf('/') + 1);
  return known.has(key) || (stem !== '' && [...known].some((other) => other.startsWith(stem)));
}

async function contextOf(simulation, known) {
  const context = {};
  for (const [key, value] of Object.entries(simulation.context)) {
    const name = renamed(key);
    if (known && !canHave(known, name.toLowerCase())) {
      throw new Error(`${simulation.action} on ${simulation.resource} knows no context key ${key}`);
    }
    // iam-simulate would take the first of several values.
    if (isConditionKeyArray(await typeForContextKey(name)) !== Array.isArray(value)) {
      throw new Error(`${key} has ${Array.isArray(value) ? 'one value' : 'a list of values'}`);
    }
    context[name] = value;
  }
  return context;
}

/** A statement may ask only for what the simulation states; else what somebody forgot to state would decide. */
function checkFacts(statement, simulation, context, known) {
  const present = new Set(Object.keys(context).map((key) => key.toLowerCase()));
  const absent = simulation.absent.map((key) => renamed(key).toLowerCase());
  const isAbsent = (key) =>
    !canHave(known, key) ||
    absent.some((other) => other === key || (other.endsWith('*') && key.startsWith(other.slice(0, -1))));
  const { keys, needed } = questionsOf(statement);
  for (const key of keys) {
    const name = key.toLowerCase();
    if (!present.has(name) && !isAbsent(name)) {
      throw new Error(`statement ${statement.Sid ?? ''} asks for ${key}, and the request does not state it`);
    }
    // IAM: a variable without a value differs from everything. iam-simulate: a negation of it never matches.
    if (needed.has(key) && !present.has(name)) {
      throw new Error(`statement ${statement.Sid ?? ''} negates \${${key}}, which has no value`);
    }
  }
}
