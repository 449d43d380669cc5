/**
 * Due work: rows of the ledger that a handler claims and processes. The tracker runs the handlers; the packages that own the
 * work implement them.
 */
package dev.zoetrope.work;
