"use strict";
for (const blok of document.querySelectorAll(".keuzes")) {
  const {dataset} = blok;
  const [knoppen, vraag, verloop] = ["knoppen", "vraag", "verloop"].map(n => JSON.parse(dataset[n] ?? "null"));
  const posities = dataset.waarden.split("~").map(p => p.split(";").map(r => r.split("|")));
  const antwoorden = vraag?.antwoorden.split("~").map(a => a.split("|"));
  const rijen = [...blok.querySelectorAll("tbody tr")];
  const maak = (naam, eigenschappen, ouder) => ouder.appendChild(Object.assign(document.createElement(naam), eigenschappen));
  const bijschrift = blok.querySelector("caption .plak");
  const nummer = bijschrift.querySelector(".nummer");
  const merk = bijschrift.textContent.includes("FICTIEF: ") ? "FICTIEF: " : "";

  // --- the controls: the question first, then what may go differently ---
  const bord = document.createElement("div"), paneel = maak("div", {}, bord);
  bord.className = "bord";
  const groep = titel => {
    const veld = maak("fieldset", {}, paneel);
    maak("legend", {textContent: titel}, veld);
    return veld;
  };
  const veldVan = ([naam, opties, start], id, groep, lijst) => {
    const regel = maak("p", {}, groep);
    maak("label", {htmlFor: id, textContent: naam}, regel);
    if (lijst) {
      const keuze = maak("select", {id}, regel);
      opties.forEach((tekst, i) => maak("option", {value: i, textContent: tekst}, keuze));
      keuze.value = start;
      return keuze;
    }
    const schuif = maak("input", {id, type: "range", min: 0, max: opties.length - 1, step: 1, value: start}, regel);
    schuif.stand = maak("span", {className: "stand"}, regel);
    schuif.stand.setAttribute("aria-hidden", "true");
    return schuif;
  };
  const status = (klasse, ouder) => {
    const p = maak("p", {className: klasse}, ouder);
    p.setAttribute("role", "status");
    return p;
  };
  const boven = groep(vraag ? vraag.titel : "Kies een stand"), onder = vraag ? groep("Wat als het anders gaat?") : boven;
  const invoer = knoppen.map((knop, nr) => veldVan(knop, `keuze-${nr}`, nr ? onder : boven, !nr));
  const op = vraag && veldVan(vraag.knop, "keuze-op", boven, true);
  const antwoord = vraag && status("antwoord", boven);
  const terug = maak("button", {type: "button", textContent: "Zet terug"}, maak("p", {}, onder));
  const grafiek = verloop && maak("figure", {className: "verloop"}, bord);
  if (grafiek) maak("figcaption", {textContent: verloop.bijschrift}, grafiek);
  const vlak = grafiek && maak("div", {}, grafiek), sleutel = grafiek && maak("p", {className: "sleutel"}, grafiek);
  vlak?.setAttribute("role", "img");
  const uitkomst = status("uitkomst", bord);
  blok.prepend(bord);

  // --- figures ---
  const noot = cel => cel.querySelector(".noot");
  const zet = (cel, tekst) => { const merk = noot(cel); cel.textContent = tekst; if (merk) cel.append(merk); };
  const lees = cel => cel.textContent.slice(0, cel.textContent.length - (noot(cel)?.textContent.length ?? 0));
  const zeg = (p, tekst) => {
    if (p.textContent === tekst.replace(" – ", "")) return;  // what did not change is not read out again
    const [groot, rest] = tekst.includes(" – ") ? tekst.split(" – ") : ["", tekst];
    p.replaceChildren(...(groot ? [Object.assign(document.createElement("strong"), {textContent: groot})] : []), rest);
  };
  const getal = tekst => {
    const delen = /^(voorsprong |−)?([\d.]+)$/.exec(tekst ?? "");
    return delen ? Number(delen[2].replaceAll(".", "")) * (delen[1] ? -1 : 1) : null;
  };
  const duizend = w => String(w).replace(/\B(?=(\d{3})+$)/g, ".");
  const stand = w => w < 0 ? `voorsprong ${duizend(-w)}` : duizend(w);
  const inZin = tekst => {
    const w = getal(tekst);
    return w === null ? tekst : w ? `een ${w > 0 ? "achterstand" : "voorsprong"} van ${duizend(Math.abs(w))}` : "geen achterstand";
  };
  const vul = (zin, waarden) => zin.replace(/\{(\w+)\}/g, (_, naam) => waarden[naam]);
  const plek = gekozen => knoppen.reduce((som, [, opties], nr) => som * opties.length + Number(gekozen[nr]), 0);

  // --- the chart: drawn as wide as there is room, so that its letters stay as large ---
  const NS = "http://www.w3.org/2000/svg";
  const vorm = (naam, eigenschappen, ouder) => {
    const v = ouder.appendChild(document.createElementNS(NS, naam));
    for (const [n, w] of Object.entries(eigenschappen)) v.setAttribute(n, w);
    return v;
  };
  const schrijf = (svg, x, y, anker, klasse, tekst) => { vorm("text", {x, y, "text-anchor": anker, class: klasse}, svg).textContent = tekst; };
  const teken = reeksen => {
    const breed = Math.max(256, Math.min(vlak.clientWidth || 560, 640)), hoog = 260;
    const waarden = reeksen.flatMap(r => r.punten.map(p => p[1]));
    const laag = Math.min(0, ...waarden), top = Math.max(0, ...waarden) || 1;
    const orde = 10 ** Math.floor(Math.log10((top - laag) / 5));
    const stap = Math.max(1, orde * [1, 2, 5, 10].find(k => k * orde * 5 >= top - laag));
    const van = Math.floor(laag / stap) * stap, tot = Math.ceil(top / stap) * stap;
    const dagen = 1 + Math.max(...reeksen.flatMap(r => r.punten.map(p => p[0])));
    const links = 12 + 8 * Math.max(stand(tot).length, van < 0 ? duizend(-van).length + 1 : 0), rechts = breed - 44;
    const x = i => links + 14 + i * (rechts - links - 14) / Math.max(1, dagen - 1);
    const y = w => 24 + (tot - w) / (tot - van) * (hoog - 70);
    const svg = document.createElementNS(NS, "svg");
    svg.setAttribute("viewBox", `0 0 ${breed} ${hoog}`);
    for (let w = van; w <= tot; w += stap) {
      vorm("path", {d: `M${links} ${y(w)}H${rechts}`, class: w ? "streep" : "nul"}, svg);
      schrijf(svg, links - 8, y(w) + 4, "end", "as", w < 0 ? `−${duizend(-w)}` : duizend(w));
    }
    const ruim = (x(1) - x(0)) >= 38;
    verloop.dagen.slice(0, dagen).forEach((dag, i) => {
      const [, maand, jaar] = dag.split(" ");
      if (!ruim && maand !== "januari") return;
      schrijf(svg, x(i), hoog - 22, "middle", "as", `1 ${maand.slice(0, 3)}`);
      schrijf(svg, x(i), hoog - 6, "middle", "as", jaar);
    });
    const eind = [];
    for (const {klasse, punten, hol} of reeksen) {
      let vorig = -2;
      const d = punten.map(([i, w]) => { const begin = i !== vorig + 1; vorig = i; return `${begin ? "M" : "L"}${x(i)} ${y(w)}`; }).join("");
      vorm("path", {d, class: klasse}, svg);
      if (klasse === "bekend") for (const [i, w] of punten) {
        vorm("circle", {cx: x(i), cy: y(w), r: 4, class: hol.includes(i) ? "hol" : "vol"}, svg);
        if (ruim || i === punten.at(-1)[0]) schrijf(svg, x(i), y(w) + (w < 0 ? 19 : -10), "middle", "bekend", stand(w));
      }
      const [i, w] = punten.at(-1);
      if (klasse !== "bekend" || reeksen.length === 1) eind.push({klasse, x: x(i), y: y(w) + (w < 0 ? 18 : w ? 4 : -4), w});
    }
    eind.sort((a, b) => a.y - b.y).forEach((e, n) => { if (n) e.y = Math.max(e.y, eind[n - 1].y + 15); });
    for (const e of eind) schrijf(svg, e.w < 0 ? breed - 2 : e.x + 7, e.y, e.w < 0 ? "end" : "start", e.klasse, stand(e.w));
    vlak.replaceChildren(svg);
  };
  const lijnen = (keuze, gekozen) => {
    const gebied = keuze[0], bekend = verloop.standen[gebied], nu = bekend.length - 1;
    const uit = p => posities[p].map((r, i) => [nu + 1 + i, getal(r[verloop.kolom - 1])]);
    const begin = [nu, getal(posities[plek(keuze)][0][1]) ?? bekend[nu]];
    const start = knoppen.map(([, , s], nr) => nr ? s : gebied);
    const reeksen = [
      {klasse: "bekend", naam: "tot nu toe", punten: bekend.map((w, i) => [i, w]), hol: verloop.berekend[gebied]},
      {klasse: "gelijk", naam: "als alles gelijk blijft", punten: [begin, ...uit(plek(start))]},
    ];
    if (plek(start) !== plek(keuze)) {
      reeksen.push({klasse: "keuze", naam: `realisatie ${gekozen[1]}, taakstelling ${gekozen[2]}`, punten: [begin, ...uit(plek(keuze))]});
    }
    if (vraag) {
      const n = Number(op.value), tot = vraagPlek(keuze) - n;
      const som = [begin[1], ...antwoorden.slice(tot, tot + n + 1).map(a => getal(a[1]))];
      if (som.every(w => w !== null) && som.at(-1) > 0) {
        const punten = som.map((w, i) => [nu + i, w - som.at(-1) * i / (n + 1)]);
        reeksen.push({klasse: "nodig", naam: `wat nodig is om op ${vraag.knop[1][n]} op nul te staan`, punten});
      }
    }
    for (const r of reeksen) r.punten = r.punten.filter(p => p[1] !== null);
    return reeksen.filter(r => r.punten.length);
  };
  const vraagPlek = keuze => vraag.over.reduce((som, nr) => som * knoppen[nr][1].length + Number(keuze[nr]), 0) * vraag.knop[1].length + Number(op.value);

  const toon = () => {
    const keuze = invoer.map(veld => Number(veld.value)), gekozen = knoppen.map(([, opties], nr) => opties[keuze[nr]]);
    invoer.forEach((schuif, nr) => {
      if (!schuif.stand) return;
      const uitleg = knoppen[nr][3][keuze[0]]?.split("|")[keuze[nr]];
      const tekst = uitleg ? `${gekozen[nr]} = ${uitleg}` : gekozen[nr];
      schuif.stand.textContent = tekst;
      schuif.setAttribute("aria-valuetext", tekst);
    });
    posities[plek(keuze)].forEach((cellen, i) => cellen.forEach((tekst, j) => {
      const cel = rijen[i].cells[j + 1];
      zet(cel, tekst);
      if (/^(geen )?trede /.test(tekst + " ")) cel.classList.toggle("berekend", tekst !== "geen trede");  // that of a gemeente is
    }));
    const laatste = [...rijen.at(-1).cells].map(lees);
    bijschrift.textContent = `${merk}${gekozen[0]}: realisatie ${gekozen[1]}, taakstelling ${gekozen[2]}, in personen`;
    if (nummer) bijschrift.prepend(nummer, " ");
    const woorden = Object.fromEntries([...gekozen.map((w, i) => [`k${i}`, w]), ...laatste.flatMap((w, i) => [[`c${i}`, w], [`s${i}`, inZin(w)]])]);
    zeg(uitkomst, vul(dataset.zin, woorden));
    if (vraag) {
      const a = antwoorden[vraagPlek(keuze)], w = getal(a[0]), [nodig, naast, niets, onbekend] = vraag.zinnen;
      const zin = w === null ? onbekend : w > 0 ? nodig + (a.at(-1) ? ` ${naast}` : "") : niets;
      zeg(antwoord, vul(zin, {k: vraag.knop[1][op.value], ...Object.fromEntries(a.map((w, i) => [`a${i}`, w]))}));
    }
    if (verloop) {
      const reeksen = lijnen(keuze, gekozen);
      teken(reeksen);
      vlak.setAttribute("aria-label", `Lijndiagram van ${gekozen[0]}. ` + reeksen.map(({naam, punten}) =>
        `${naam}: ${punten.map(([i, w]) => `${stand(Math.round(w))} op ${verloop.dagen[i]}`).join(", ")}.`).join(" "));
      sleutel.replaceChildren(...reeksen.map(({klasse, naam}) => Object.assign(document.createElement("span"), {className: klasse, textContent: naam})));
    }
  };

  // --- the state in the address, so that it can be sent to somebody ---
  const velden = [...invoer.map((veld, nr) => [knoppen[nr][0].toLowerCase(), veld, knoppen[nr]]), ...(op ? [["op", op, vraag.knop]] : [])];
  const kort = tekst => tekst.replace("%", "");
  const bewaar = () => {
    const anders = velden.filter(([, veld, knop]) => Number(veld.value) !== knop[2]).map(([naam, veld, knop]) => [naam, kort(knop[1][veld.value])]);
    history.replaceState(null, "", anders.length ? `#${new URLSearchParams(anders)}` : location.pathname + location.search);
  };
  const herstel = () => {
    const gevraagd = new URLSearchParams(location.hash.slice(1));
    if (!velden.some(([naam]) => gevraagd.has(naam))) return false;
    for (const [naam, veld, [, opties, start]] of velden) {
      const nr = opties.findIndex(tekst => kort(tekst) === gevraagd.get(naam));
      veld.value = nr < 0 ? start : nr;
    }
    return true;
  };
  paneel.addEventListener("input", toon);
  paneel.addEventListener("change", bewaar);
  terug.addEventListener("click", () => { velden.forEach(([, veld, knop]) => { veld.value = knop[2]; }); toon(); bewaar(); });
  addEventListener("hashchange", () => { if (herstel()) toon(); });
  const hier = herstel();
  toon();
  if (hier) blok.scrollIntoView();
  if (verloop) addEventListener("resize", toon);
}
