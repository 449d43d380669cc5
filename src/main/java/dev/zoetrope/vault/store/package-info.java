/**
 * Where files are stored: a directory or an S3 bucket.
 */
package dev.zoetrope.vault.store;
