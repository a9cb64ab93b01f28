/** Text as an address that holds it. What may stay as it is does, since tables are mostly digits and commas. */
export const dataUri = (type: string, text: string): string =>
  `data:${type};charset=utf-8,${encodeURIComponent(text).replaceAll(
    /%(?:2C|3A|3B|3D|2F|40)/g,
    (code) => decodeURIComponent(code),
  )}`;
