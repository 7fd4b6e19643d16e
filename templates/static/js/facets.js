// The facets of the search page: open beside the results where there is room, folded away where there is not.
const wide = matchMedia("(min-width: 60rem)");
const fit = () => document.querySelectorAll("[data-facets]").forEach((box) => { box.open = wide.matches; });
wide.addEventListener("change", fit);
fit();
