package dev.zoetrope.fake;

/** Two vendors of one route, in its order. */
public record VendorPair(FakeVendor first, FakeVendor second) {
}
