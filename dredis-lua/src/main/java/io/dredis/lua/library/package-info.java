/**
 * Redis's Lua libraries: {@code cjson}, {@code cmsgpack}, {@code struct} and {@code bit}, as tables
 * of functions that an engine puts among its globals.
 *
 * <p>They answer what those of Redis 7.0 answer to the byte, error texts and limits included, and
 * know strings as bytes only. What they make is bounded ({@link ByteOutput#MAX_LENGTH}), and so is
 * how deep they follow tables. A table belongs to one engine and is used by one thread at a time.
 */
package io.dredis.lua.library;
