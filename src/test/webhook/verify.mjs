import { createHmac, timingSafeEqual } from "node:crypto";

export function verify(secret, headers, body, now = Date.now() / 1000) {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
  const expected = createHmac("sha256", key).update(signed).digest();
  if (Math.abs(now - Number(headers["webhook-timestamp"])) > 300) return false;
  return headers["webhook-signature"].split(" ").map((one) => Buffer.from(one.replace(/^v1,/, ""), "base64"))
    .some((given) => given.length === expected.length && timingSafeEqual(given, expected));
}
