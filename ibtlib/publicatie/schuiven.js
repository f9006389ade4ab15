"use strict";
for (const [nr, vak] of document.querySelectorAll(".schuif").entries()) {
  const naam = vak.querySelector("caption") ?? vak.parentElement.querySelector("figcaption");
  if (naam) naam.id ||= `schuif-${nr}`;
  const kijk = () => {
    const schuift = vak.scrollWidth > vak.clientWidth + 1;
    vak.classList.toggle("schuift", schuift);
    vak.classList.toggle("aan-eind", vak.scrollLeft + vak.clientWidth >= vak.scrollWidth - 2);
    const erbij = {tabindex: "0", role: "group", ...(naam && {"aria-labelledby": naam.id})};
    for (const [wat, waarde] of Object.entries(erbij)) schuift ? vak.setAttribute(wat, waarde) : vak.removeAttribute(wat);
  };
  new ResizeObserver(kijk).observe(vak);
  vak.addEventListener("scroll", kijk, {passive: true});
}
