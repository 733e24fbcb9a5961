/** No letter of a spec becomes markup of XML or HTML. */

/** Text between tags. */
export function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** Text that may stand in an attribute, too, between double quotes. */
export function escapeQuoted(text: string): string {
  return escapeText(text).replaceAll('"', "&quot;");
}

/** What XML cannot hold (most control characters, halves of surrogate pairs) becomes U+FFFD. */
export function xmlCharacters(text: string): string {
  return text.replace(/[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd");
}
