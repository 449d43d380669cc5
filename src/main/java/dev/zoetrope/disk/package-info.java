/**
 * Creates files and directories on disk that only the user of the process may use.
 */
package dev.zoetrope.disk;
