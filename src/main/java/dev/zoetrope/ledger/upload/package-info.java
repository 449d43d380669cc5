/** The rows of uploaded files. */
package dev.zoetrope.ledger.upload;
