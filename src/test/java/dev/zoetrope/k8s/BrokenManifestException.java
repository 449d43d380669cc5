package dev.zoetrope.k8s;

/** A manifest that Kubernetes or kustomize would not take; the message says where and why. */
final class BrokenManifestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokenManifestException(String where, String why) {
        super(where + ": " + why);
    }

    BrokenManifestException(String where, Exception cause) {
        super(where + ": " + cause.getMessage(), cause);
    }
}
