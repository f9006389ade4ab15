"use strict";
for (const lijst of document.querySelectorAll(".alfabet")) {
  const effen = tekst => tekst.normalize("NFD").replace(/\p{M}/gu, "").replace(/[^a-z0-9]+/gi, " ").trim().toLowerCase();
  const namen = [...lijst.querySelectorAll("li li")].map(li => [li, effen(li.textContent), li.querySelector("a")]);
  const letters = [...lijst.querySelectorAll(":scope > ul > li")];
  const label = Object.assign(document.createElement("label"), {textContent: "Zoek een gemeente "});
  const veld = Object.assign(document.createElement("input"), {type: "search", autocomplete: "off", spellcheck: false});
  const melding = document.createElement("p");
  melding.setAttribute("role", "status");
  label.append(veld);
  lijst.prepend(label, melding);
  let over = namen;
  veld.addEventListener("input", () => {
    const gezocht = effen(veld.value);
    over = namen.filter(([, naam]) => (" " + naam).includes(" " + gezocht));
    namen.forEach(naam => { naam[0].hidden = !over.includes(naam); });
    letters.forEach(letter => { letter.hidden = !letter.querySelector("li:not([hidden])"); });
    const uit = over.length === 1 ? "1 gemeente gevonden: druk op Enter om erheen te gaan." :
      over.length ? `${over.length} gemeenten gevonden.` : "Geen gemeente gevonden.";
    melding.textContent = gezocht ? uit : "";
  });
  veld.addEventListener("keydown", druk => {
    if (druk.key === "Enter" && veld.value.trim() && over.length === 1) over[0][2].click();
  });
}
