/** The SHA-256 of texts and bytes, one after the other, in hexadecimal digits. Few runs want one, and to load what makes it takes a twelfth of a small one. */
export function sha256(...pieces: readonly (string | Uint8Array)[]): string {
  const { createHash, hash: hashOf } = process.getBuiltinModule("node:crypto");
  const [only] = pieces;
  if (only !== undefined && pieces.length === 1) return hashOf("sha256", only);
  const hash = createHash("sha256");
  for (const piece of pieces) hash.update(piece);
  return hash.digest("hex");
}
