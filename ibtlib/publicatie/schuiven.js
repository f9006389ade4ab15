"use strict";
for (const [nr, vak] of document.querySelectorAll(".schuif").entries()) {
  const naam = vak.querySelector("caption") ?? vak.parentElement.querySelector("figcaption");
  if (naam) naam.id ||= `schuif-${nr}`;
  const kijk = () => vak.classList.toggle("aan-eind", vak.scrollLeft + vak.clientWidth >= vak.scrollWidth - 2);
  const meet = () => {
    vak.classList.remove("schuift");  // what scrolls is set wider: measured as it is without
    const schuift = vak.scrollWidth > vak.clientWidth + 1;
    vak.classList.toggle("schuift", schuift);
    const erbij = {tabindex: "0", role: "group", ...(naam && {"aria-labelledby": naam.id})};
    for (const [wat, waarde] of Object.entries(erbij)) schuift ? vak.setAttribute(wat, waarde) : vak.removeAttribute(wat);
    kijk();
  };
  new ResizeObserver(meet).observe(vak);
  vak.addEventListener("scroll", kijk, {passive: true});
}
