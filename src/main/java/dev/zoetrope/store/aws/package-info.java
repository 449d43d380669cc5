/**
 * What a request to Amazon S3, or to a store that is compatible with it, needs besides HTTP: credentials and a signature.
 *
 * <p>
 * Decisions:
 * <ul>
 * <li>Of the AWS SDK, only the signer is used ({@link dev.zoetrope.store.aws.AwsSigner}): its S3 client is 4,200 classes,
 * its credential providers 2,000. The requests are sent by the HTTP client of the process.</li>
 * <li>Credentials are searched in the places and in the order of the AWS SDK, without the sources that need more modules of
 * it (web identity, single sign-on, an assumed role). A search never blocks
 * ({@link dev.zoetrope.store.aws.CredentialChain}).</li>
 * </ul>
 */
package dev.zoetrope.store.aws;
