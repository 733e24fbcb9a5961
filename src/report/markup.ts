/** No letter of a spec becomes markup of XML or HTML. */

/** Text between tags. */
export function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** Text that may stand in an attribute, too, between double quotes. */
export function escapeQuoted(text: string): string {
  return escapeText(text).replaceAll('"', "&quot;");
}
