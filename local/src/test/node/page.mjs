// Opens pages in Debian's Chromium and does with them what a person does. Each question is one step with the page that
// was opened last; Browser.java asks and says what the steps are.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { answerEachLine } from './lines.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let browser;
let page;
let requests = [];
let complaints = [];

const steps = {
  async launch({ chromium: executablePath }) {
    browser = await chromium.launch({
      executablePath,
      // What a browser asks of the network on its own is not the page's doing.
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
  },
  async open({ file, javaScript, dark, width, height }) {
    await page?.context().close();
    requests = [];
    complaints = [];
    const context = await browser.newContext({
      javaScriptEnabled: javaScript,
      colorScheme: dark ? 'dark' : 'light',
      viewport: { width, height },
    });
    page = await context.newPage();
    page.on('request', (request) => requests.push(request.url()));
    page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
    page.on('dialog', (dialog) => complaints.push(`dialog: ${dialog.message()}`));
    await page.goto(file);
  },
  click: ({ selector }) => page.click(selector),
  fill: ({ selector, text }) => page.fill(selector, text),
  select: ({ selector, value }) => page.selectOption(selector, value),
  press: ({ key }) => page.keyboard.press(key),
  type: ({ text }) => page.keyboard.type(text),
  paper: () => page.emulateMedia({ media: 'print' }),
  tell: ({ expression }) => page.evaluate(expression),
  requests: () => requests,
  complaints: () => complaints,
  screenshot: ({ file, whole }) => page.screenshot({ path: file, fullPage: whole }).then(() => file),
  print: ({ file }) => page.pdf({ path: file, preferCSSPageSize: true, printBackground: true }).then(() => file),
  // Its own evaluation, because the page's policy lets no other script into the document.
  async judge() {
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() =>
      globalThis.axe.run(document, { resultTypes: ['violations'] }),
    );
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary}`),
    );
  },
};

await answerEachLine(async ({ step, ...details }) => (await steps[step](details)) ?? null);
await browser?.close();
