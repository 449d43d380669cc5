/**
 * The APIs of other services that the gateway understands, so that their clients need no change but the base URL. Each API is
 * a sub-package; none imports another.
 *
 * <p>
 * Decisions:
 * <ul>
 * <li>An API only translates. A create becomes members of a model, which {@code validate} checks; then it is a create like
 * any other ({@link dev.zoetrope.api.CreateReceiver}). So the law of the paid POST, idempotency, retries and limits are the
 * same in all APIs.
 * <li>A task remembers the API in which it was made, and the values that its answers repeat
 * ({@link dev.zoetrope.video.Dialect}).
 * <li>Ids are those of the gateway. A fault names the member as its API calls it.
 * <li>Every failure below the paths of an API is in the format of that API, also an unknown path
 * ({@link dev.zoetrope.view.ErrorFormat}).
 * </ul>
 */
package dev.zoetrope.dialect;
