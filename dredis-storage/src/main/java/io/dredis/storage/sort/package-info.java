/**
 * Puts more records in order than memory has room for: sorted pieces go to temporary files, and are
 * merged.
 *
 * <p>A record here is a key, a value and a small number that its owner marks it with. Records with
 * equal keys all come out, next to each other. The files have no names once they are open, so
 * nothing is left of them however the process ends. Nothing here knows what records mean, or where
 * they go.
 */
package io.dredis.storage.sort;
