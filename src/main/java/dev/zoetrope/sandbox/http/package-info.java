/**
 * The vendor's HTTP API, answered by the sandbox.
 */
package dev.zoetrope.sandbox.http;
