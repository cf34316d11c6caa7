// What simulate.mjs knows about policies beside what iam-simulate tells: their operators, and the context keys that
// each statement asks for.

const OPERATORS = new Set(
  [
    'String Equals NotEquals EqualsIgnoreCase NotEqualsIgnoreCase Like NotLike',
    'Numeric Equals NotEquals LessThan LessThanEquals GreaterThan GreaterThanEquals',
    'Date Equals NotEquals LessThan LessThanEquals GreaterThan GreaterThanEquals',
    'Arn Equals Like NotEquals NotLike',
  ].flatMap((family) => {
    const [name, ...kinds] = family.split(' ');
    return kinds.map((kind) => name + kind);
  }),
).add('Bool').add('BinaryEquals').add('IpAddress').add('NotIpAddress').add('Null');

const ENCRYPTION_CONTEXT = /kms:EncryptionContext:(?!\$)/gi;

/** A key as iam-simulate can take it. It drops kms:EncryptionContext:NAME; a key with a slash may have any name. */
export function renamed(key) {
  return key.replace(ENCRYPTION_CONTEXT, 'aws:RequestTag/kms:EncryptionContext:');
}

/** A policy with its keys renamed. What iam-simulate would take without complaint and never match is an error. */
export function readPolicy({ name, document }) {
  for (const statement of statementsOf(document)) {
    if (statement.NotPrincipal) {
      throw new Error(`${name}: iam-simulate is not sure about NotPrincipal`);
    }
    for (const operator of Object.keys(statement.Condition ?? {})) {
      const plain = operator.replace(/^(ForAllValues|ForAnyValue):/, '').replace(/IfExists$/, '');
      if (!OPERATORS.has(plain)) {
        throw new Error(`${name}: IAM has no condition operator ${operator}`);
      }
    }
  }
  return JSON.parse(renamed(JSON.stringify(document)));
}

/** The context keys that a statement asks for, and its variables that must have a value to be simulated rightly. */
export function questionsOf(statement) {
  const keys = new Set();
  const needed = new Set(variablesIn(statement.NotResource));
  for (const [operator, comparisons] of Object.entries(statement.Condition ?? {})) {
    for (const [key, values] of Object.entries(comparisons)) {
      keys.add(key);
      variablesIn(values).forEach((variable) => keys.add(variable));
      if (/Not/.test(operator)) {
        variablesIn(values).forEach((variable) => needed.add(variable));
      }
    }
  }
  variablesIn(statement.Resource).forEach((variable) => keys.add(variable));
  needed.forEach((variable) => keys.add(variable));
  return { keys, needed };
}

function statementsOf(document) {
  return [document.Statement].flat();
}

function variablesIn(texts) {
  return [texts ?? []]
    .flat()
    .flatMap((text) => [...String(text).matchAll(/\$\{([^}]*)}/g)])
    .map((match) => match[1])
    .filter((variable) => !['*', '?', '$'].includes(variable) && !variable.includes(','));
}
