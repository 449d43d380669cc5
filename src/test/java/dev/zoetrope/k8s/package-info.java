/**
 * Holds {@code k8s/} to what it says. The overlays are put together as kustomize does it (and compared with kubectl's own
 * work where that is installed), read strictly as the API's types, and checked: each {@link dev.zoetrope.k8s.Check} knows one
 * kind of agreement, and {@code BrokenOverlayTest} breaks each of them once.
 */
package dev.zoetrope.k8s;
