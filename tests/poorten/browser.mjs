// One browser start for many pages. Job on stdin: {chromium, profiel, taken: [{soort, pad, ...}]}; answers on stdout.
import {readFileSync} from "node:fs";
import {createRequire} from "node:module";
import {pathToFileURL} from "node:url";
import {chromium} from "playwright-core";

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const job = JSON.parse(readFileSync(0, "utf8"));
const context = await chromium.launchPersistentContext(job.profiel, {
  executablePath: job.chromium,
  headless: true,
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

async function open(taak) {
  const page = await context.newPage();
  await page.setViewportSize({width: taak.breedte ?? 1280, height: taak.hoogte ?? 900});
  await page.emulateMedia({colorScheme: taak.donker ? "dark" : "light", media: taak.druk ? "print" : "screen"});
  const url = pathToFileURL(taak.pad).href;
  const gevraagd = [];
  page.on("request", r => { if (r.url() !== url && !r.url().startsWith("data:")) gevraagd.push(r.url()); });
  page.on("console", m => { if (m.type() === "error") gevraagd.push(`console: ${m.text()}`); });
  page.on("pageerror", e => gevraagd.push(`script: ${e.message}`));
  page.on("dialog", d => { gevraagd.push(`dialoog: ${d.message()}`); d.dismiss(); });
  await page.goto(url, {waitUntil: "load"});
  await page.evaluate(() => document.fonts.ready);
  return {page, gevraagd};
}

const doe = {
  async axe(page, taak) {
    await page.evaluate(() => document.querySelectorAll("details").forEach(d => { d.open = true; }));
    await page.evaluate(axe);
    return page.evaluate(async donker => {
      const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
      // the dark scheme changes colours and nothing else (stijl.css): only the rules about colour can differ there
      const runOnly = donker ? {type: "rule", values: ["color-contrast", "link-in-text-block"]} : {type: "tag", values: tags};
      const {violations} = await axe.run(document, {runOnly});
      return violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.target.join(" ")}: ${n.failureSummary}`));
    }, Boolean(taak.donker));
  },
  async breedte(page) {
    return page.evaluate(() => ({
      pagina: document.scrollingElement.scrollWidth, venster: document.documentElement.clientWidth,
      buiten: [...document.querySelectorAll("body *")].filter(e => !e.closest(".schuif")
        && e.getBoundingClientRect().right > document.documentElement.clientWidth + 1).map(e => e.outerHTML.slice(0, 120)),
    }));
  },
  async toetsenbord(page, taak) {
    // what a keyboard reaches, in the order of the page; then Tab through it and say where it goes otherwise
    const aantal = await page.evaluate(() => {
      const kan = "a[href], button, input, select, textarea, summary, [tabindex]";
      const bereikbaar = [...document.querySelectorAll(kan)].filter(e =>
        e.getAttribute("tabindex") !== "-1" && !e.disabled && e.checkVisibility());
      bereikbaar.forEach((e, i) => { e.dataset.volgorde = i; });
      return bereikbaar.length;
    });
    const fouten = [];
    const stappen = Math.min(aantal, taak.hoogstens ?? aantal);
    for (let i = 0; i < stappen && fouten.length < 5; i++) {
      await page.keyboard.press("Tab");
      const nu = await page.evaluate(() => {
        const e = document.activeElement, stijl = getComputedStyle(e), vak = e.getBoundingClientRect();
        const lijn = stijl.outlineStyle !== "none" && parseFloat(stijl.outlineWidth) > 0;
        const inBeeld = vak.width > 0 && vak.height > 0 && vak.bottom > 0 && vak.top < innerHeight;
        return {plek: e.dataset.volgorde ?? "nergens", wat: e.outerHTML.slice(0, 90), zichtbaar: lijn && inBeeld,
          springlink: e.matches("a.naar-inhoud[href='#inhoud']")};
      });
      if (i === 0 && !nu.springlink) fouten.push(`eerste: geen link naar de inhoud maar ${nu.wat}`);
      if (Number(nu.plek) !== i) fouten.push(`volgorde: stap ${i} komt op plek ${nu.plek}: ${nu.wat}`);
      if (!nu.zichtbaar) fouten.push(`focus: niet te zien op ${nu.wat}`);
    }
    return {aantal, fouten};
  },
  async verzoeken(page, taak, gevraagd) { return gevraagd; },
  async vijandig(page, taak, gevraagd) {
    // everything open, and everything touched that could run on it; then what ran, what was asked for, and what it says
    const gezien = await page.evaluate(() => {
      document.querySelectorAll("details").forEach(d => { d.open = true; });
      for (const e of document.querySelectorAll("*"))
        for (const soort of ["mouseover", "focus", "error", "load"]) e.dispatchEvent(new Event(soort));
      const schema = e => [...e.attributes].filter(a => /^(href|src|action|formaction|xlink:href)$/.test(a.name))
        .map(a => a.value).filter(w => /^\s*(javascript|vbscript|data:text)/i.test(w));
      const eigen = [...document.querySelectorAll("*")];
      return {
        tekst: document.documentElement.textContent,
        namen: eigen.flatMap(e => [...e.attributes].map(a => a.value)).filter(w => w.includes(" ")),
        fout: [...eigen.flatMap(schema), ...eigen.flatMap(e => e.getAttributeNames()).filter(n => n.startsWith("on"))],
        canarie: window.__x ?? null,
      };
    });
    await page.waitForTimeout(50);
    return {...gezien, gevraagd};
  },
  async schermafdruk(page, taak) {
    await page.screenshot({path: taak.png, fullPage: taak.heel ?? true});
    return taak.png;
  },
  async rekenuit(page, taak) { return page.evaluate(taak.uitdrukking); },
};

const uit = [];
for (const taak of job.taken) {
  const {page, gevraagd} = await open(taak);
  uit.push(await doe[taak.soort](page, taak, gevraagd));
  await page.close();
}
await context.close();
process.stdout.write(JSON.stringify(uit));
