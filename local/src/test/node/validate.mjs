// Validates CloudFormation templates: paths of files and values of their parameters come in, what the rules find in each
// goes out. Findings below WARN are notes that any template gets (a resource without tags, a property that cannot be
// changed later).
import { CelEngine, TemplateFile } from '@aws/cloudformation-validate';
import { answerEachLine } from './lines.mjs';

const engine = new CelEngine();

await answerEachLine(({ files }) => files.map(validate));

function validate({ path, parameters }) {
  const { diagnostics } = engine.validateDetailed(new TemplateFile(path), {
    severityLevel: 'WARN',
    parameterOverrides: parameters,
  });
  return diagnostics.map(({ ruleId, entity, propertyPath, message }) => ({
    rule: ruleId,
    resource: entity?.logicalId ?? '',
    message: propertyPath ? `${propertyPath}: ${message}` : message,
  }));
}
