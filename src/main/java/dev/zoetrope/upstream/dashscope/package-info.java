/**
 * The protocol {@code dashscope}: the API of Alibaba Model Studio for the models of wan 2.7. {@code docs/protocols.md} has the
 * tables: from slots to the body, and from responses to outcomes.
 *
 * <p>
 * Decisions:
 * <ul>
 * <li>What kind of video a model makes follows from its slots, not from an id: the vendor's id of a model is a setting.
 * <li>A create that the vendor has no place for is refused before anything is sent, so that another vendor of the model can
 * take it. Numbers and texts are not checked: the model's file has checked them, and the vendor decides about the rest.
 * <li>{@code resolution} and {@code duration} decide the price, so they are always sent, with the model's default if the caller
 * gave none. All other defaults are the vendor's.
 * <li>When a video is continued, the vendor counts {@code duration} with the input clip, and bills it so. The number is sent
 * as the caller gave it, and no number is refused, because the length of the clip is not known here.
 * </ul>
 */
package dev.zoetrope.upstream.dashscope;
