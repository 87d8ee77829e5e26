"use strict";
/* Before the page is painted: the colours and the language that its reader chose the last time. */
try {
  const root = document.documentElement, theme = localStorage.getItem("kg-theme"), language = localStorage.getItem("kg-language");
  if (theme === "dark" || theme === "light") root.dataset.theme = theme;
  if (language === "en" || language === "vi") { root.dataset.lang = language; root.lang = language; }
} catch { /* storage may be forbidden: then every page begins in Vietnamese */ }
