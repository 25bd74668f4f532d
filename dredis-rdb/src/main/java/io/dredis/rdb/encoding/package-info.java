/**
 * The packed forms in which Redis keeps small collections and long strings: bytes to entries and
 * back. Called by {@code io.dredis.rdb} only.
 *
 * <p>Each form's grammar stands above the class that walks it. A walk trusts nothing that it reads;
 * what does not fit is a {@link io.dredis.rdb.encoding.CorruptEncodingException}. Nothing here
 * knows what the entries mean, or where in a file they stood.
 */
package io.dredis.rdb.encoding;
