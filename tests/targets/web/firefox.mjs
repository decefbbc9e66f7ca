// Drives Firefox for `browsers.py`: a line of JSON comes in for each request, and one goes out.
// Arguments: the folder of packages from npm, the program, the folder of the profile.

import { createInterface } from "node:readline";

const [packages, executablePath, userDataDir] = process.argv.slice(2);
const { launch } = await import(`${packages}/puppeteer-core/lib/esm/puppeteer/puppeteer-core.js`);
const browser = await launch({
  ...{ browser: "firefox", executablePath, userDataDir, headless: true },
  // a site gets a fifth of it, so that a disk can be full soon (in kilobytes)
  extraPrefsFirefox: { "dom.quotaManager.temporaryStorage.fixedLimit": 51_200 },
});
const tabs = [];

const requests = {
  open: async ({ url }) => {
    const page = await browser.newPage();
    await page.goto(url);
    return tabs.push(page) - 1;
  },
  run: ({ tab, code }) => tabs[tab].evaluate(code),
  press: ({ tab, key }) => tabs[tab].keyboard.press(key),
  touch: ({ tab, x, y }) => tabs[tab].touchscreen.tap(x, y),
  size: ({ tab, width, height }) => tabs[tab].setViewport({ width, height, hasTouch: width < 600 }),
  picture: async ({ tab, path }) => void (await tabs[tab].screenshot({ path })),
  close: () => browser.close(),
};

const answer = (data) => process.stdout.write(`${JSON.stringify(data)}\n`);
answer({ value: browser.process().pid });
for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  try {
    answer({ value: (await requests[request.do](request)) ?? null });
  } catch (error) {
    answer({ error: String(error?.message ?? error) });
  }
  if (request.do === "close") break;
}
process.exit();
