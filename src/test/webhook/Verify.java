class Verify {
    static boolean verify(String secret, java.util.Map<String, String> headers, byte[] body) throws Exception {
        javax.crypto.Mac mac = javax.crypto.Mac.getInstance("HmacSHA256");
        mac.init(new javax.crypto.spec.SecretKeySpec(java.util.Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
        mac.update((headers.get("webhook-id") + "." + headers.get("webhook-timestamp") + ".").getBytes("UTF-8"));
        byte[] expected = ("v1," + java.util.Base64.getEncoder().encodeToString(mac.doFinal(body))).getBytes("UTF-8");
        long age = Math.abs(System.currentTimeMillis() / 1000 - Long.parseLong(headers.get("webhook-timestamp")));
        boolean known = false;
        for (String given : headers.get("webhook-signature").split(" ")) known |= java.security.MessageDigest.isEqual(given.getBytes("UTF-8"), expected);
        return known && age <= 300;
    }
}
