/** The SHA-256 of texts and bytes, one after the other, in hexadecimal digits. Few runs want one, and to load what makes it takes a twelfth of a small one. */
export function sha256(...pieces: readonly (string | Uint8Array)[]): string {
  const hash = process.getBuiltinModule("node:crypto").createHash("sha256");
  for (const piece of pieces) hash.update(piece);
  return hash.digest("hex");
}
