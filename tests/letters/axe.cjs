// Looks at the pages that `python -m tests.letters.pages DIR` wrote, in Chromium, with axe-core: WCAG 2.2 AA and axe's
// best practices, light and dark, at three widths. Prints a line a view and leaves screenshots; exit code 1 for a fault.
const fs = require("fs");
const path = require("path");
const { chromium } = require("playwright-core");

const folder = path.resolve(process.argv[2]);
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

async function look(browser, name, colorScheme, width) {
  const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 } });
  const page = await context.newPage();
  await page.goto(`file://${folder}/${name}.html`);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  await page.screenshot({ path: `${folder}/${name}-${colorScheme}-${width}.png`, fullPage: true });
  await page.evaluate(axe);
  const found = await page.evaluate((values) => axe.run({ runOnly: values }), tags);
  await context.close();
  const faults = [...found.violations, ...found.incomplete].map((each) => `${each.id}: ${each.nodes[0].html}`);
  if (over > 0) faults.push(`${over} pixels wider than the screen`);
  console.log(`${name} ${colorScheme} ${width}: ${faults.join("; ") || `no fault, ${found.passes.length} rules passed`}`);
  return faults.length;
}

(async () => {
  const executablePath = process.env.CHROMIUM || "/usr/bin/chromium";
  const browser = await chromium.launch({ executablePath, args: process.getuid() ? [] : ["--no-sandbox"] });
  const names = fs.readdirSync(folder).filter((each) => each.endsWith(".html"));
  let faults = 0;
  for (const file of names)
    for (const scheme of ["light", "dark"])
      for (const width of [320, 360, 1200]) faults += await look(browser, path.basename(file, ".html"), scheme, width);
  await browser.close();
  process.exitCode = faults ? 1 : 0;
})();
