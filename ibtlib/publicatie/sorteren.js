"use strict";
for (const blok of document.querySelectorAll(".sorteerbaar")) {
  const lijf = blok.querySelector("tbody"), koppen = [...blok.querySelectorAll("thead th")];
  const eerst = [...lijf.rows];
  const melding = document.createElement("p");
  melding.className = "sorteermelding";
  melding.setAttribute("role", "status");
  melding.setAttribute("aria-live", "polite");
  blok.append(melding);
  const zonderNoten = cel => {
    const kaal = cel.cloneNode(true);
    kaal.querySelectorAll("sup.noot").forEach(noot => noot.remove());
    return kaal.textContent.trim();
  };
  // what is missing stays at the end, whichever way round
  const waarde = (rij, j) => {
    const cel = rij.cells[j];
    if (cel.classList.contains("leeg")) return null;
    const tekst = zonderNoten(cel);
    const getal = Number(tekst.replaceAll(".", "").replace(",", ".").replace("\u2212", "-").replace(/[+%]/g, ""));
    return cel.classList.contains("getal") && Number.isFinite(getal) ? getal : tekst;
  };
  const vergelijk = (a, b) => typeof a === "number" && typeof b === "number" ? a - b :
    String(a).localeCompare(String(b), "nl", {numeric: true, sensitivity: "base"});
  koppen.forEach((kop, j) => {
    const naam = zonderNoten(kop);
    const knop = Object.assign(document.createElement("button"), {type: "button", textContent: naam});
    kop.replaceChildren(knop, ...kop.querySelectorAll("sup.noot"));
    knop.addEventListener("click", () => {
      const op = kop.getAttribute("aria-sort") !== "ascending";
      koppen.forEach(k => k.removeAttribute("aria-sort"));
      kop.setAttribute("aria-sort", op ? "ascending" : "descending");
      const rijen = eerst.map(rij => [rij, waarde(rij, j)]);
      rijen.sort(([, a], [, b]) => a === null || b === null ? (a === null) - (b === null) : (op ? 1 : -1) * vergelijk(a, b));
      lijf.append(...rijen.map(([rij]) => rij));
      melding.textContent = `Gesorteerd op ${naam}, ${op ? "oplopend" : "aflopend"}.`;
    });
  });
}
