// Validates definitions of state machines: a definition comes in, what is wrong with it goes out.
import validate from 'asl-validator';
import { answerEachLine } from './lines.mjs';

await answerEachLine(({ definition }) =>
  validate(definition, { checkArn: true, checkPaths: true }).errors.map(
    ({ Path, 'Error code': code, Message, schemaError }) =>
      [Path ?? schemaError?.path, code, Message ?? schemaError?.keyword ?? schemaError?.schema].filter(Boolean).join(': '),
  ),
);
