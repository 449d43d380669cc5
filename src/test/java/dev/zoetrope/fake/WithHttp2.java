package dev.zoetrope.fake;

import java.util.Map;

/** Also switches HTTP/2 in clear text on. */
public class WithHttp2 extends WithFakeVendor {
    @Override
    public Map<String, String> tightened() {
        return Map.of("quarkus.http.http2", "true");
    }
}
