// The protocol between NodeScript.java and a script: a line of JSON comes in, a line of JSON goes out, which is
// {"answer": ...} or {"error": ...}.
import { createInterface } from 'node:readline';

/** Answers every line of stdin until it ends. */
export async function answerEachLine(answer) {
  for await (const line of createInterface({ input: process.stdin })) {
    const reply = await attempt(answer, line);
    process.stdout.write(`${JSON.stringify(reply)}\n`);
  }
}

async function attempt(answer, line) {
  try {
    return { answer: await answer(JSON.parse(line)) };
  } catch (problem) {
    return { error: problem.stack };
  }
}
