/* An id that ATT&CK has replaced leads to the same place on its successor's page,
 * which the refresh that stands for this without script would not. */
location.replace(document.querySelector("link[rel=canonical]")
  .getAttribute("href") + location.hash);
