"use strict";
for (const blok of document.querySelectorAll(".keuzes")) {
  const knoppen = JSON.parse(blok.dataset.knoppen);
  const posities = blok.dataset.waarden.split("~").map(p => p.split(";").map(r => r.split("|")));
  const rijen = [...blok.querySelectorAll("tbody tr")];
  const maak = (naam, eigenschappen, ouder) => ouder.appendChild(Object.assign(document.createElement(naam), eigenschappen));
  const bijschrift = blok.querySelector("caption .plak");
  const nummer = bijschrift.querySelector(".nummer");
  const merk = bijschrift.textContent.includes("FICTIEF: ") ? "FICTIEF: " : "";
  const paneel = document.createElement("fieldset");
  maak("legend", {textContent: "Kies een stand"}, paneel);
  const invoer = knoppen.map(([naam, opties, start], nr) => {
    const regel = maak("p", {}, paneel), id = `keuze-${nr}`;
    maak("label", {htmlFor: id, textContent: naam}, regel);
    if (nr === 0) {
      const lijst = maak("select", {id}, regel);
      opties.forEach((tekst, i) => maak("option", {value: i, textContent: tekst}, lijst));
      lijst.value = start;
      return lijst;
    }
    const schuif = maak("input", {id, type: "range", min: 0, max: opties.length - 1, step: 1, value: start}, regel);
    schuif.stand = maak("span", {className: "stand"}, regel);
    schuif.stand.setAttribute("aria-hidden", "true");
    return schuif;
  });
  const terug = maak("button", {type: "button", textContent: "Zet terug"}, paneel);
  const uitkomst = document.createElement("p");
  uitkomst.className = "uitkomst";
  uitkomst.setAttribute("role", "status");
  uitkomst.setAttribute("aria-live", "polite");
  blok.prepend(paneel, uitkomst);
  const noot = cel => cel.querySelector(".noot");
  const zet = (cel, tekst) => { const merk = noot(cel); cel.textContent = tekst; if (merk) cel.append(merk); };
  const lees = cel => cel.textContent.slice(0, cel.textContent.length - (noot(cel)?.textContent.length ?? 0));
  const toon = () => {
    const gekozen = knoppen.map(([, opties], nr) => opties[invoer[nr].value]);
    invoer.forEach((schuif, nr) => {
      if (!schuif.stand) return;
      schuif.stand.textContent = gekozen[nr];
      schuif.setAttribute("aria-valuetext", gekozen[nr]);
    });
    const plek = knoppen.reduce((som, [, opties], nr) => som * opties.length + Number(invoer[nr].value), 0);
    posities[plek].forEach((cellen, i) => cellen.forEach((tekst, j) => zet(rijen[i].cells[j + 1], tekst)));
    const laatste = [...rijen.at(-1).cells].map(lees);
    bijschrift.textContent = `${merk}${gekozen[0]}: realisatie ${gekozen[1]}, taakstelling ${gekozen[2]}, in personen`;
    if (nummer) bijschrift.prepend(nummer, " ");
    uitkomst.textContent = blok.dataset.zin.replace(/\{([kc])(\d)\}/g, (_, s, n) => (s === "k" ? gekozen : laatste)[n]);
  };
  paneel.addEventListener("input", toon);
  terug.addEventListener("click", () => { invoer.forEach((veld, nr) => { veld.value = knoppen[nr][2]; }); toon(); });
  toon();
}
