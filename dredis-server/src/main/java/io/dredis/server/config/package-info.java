/**
 * The parameters of the server by their {@code redis.conf} names: what CONFIG shows and changes,
 * what the configuration file and the command line set before the start, and what the rest of the
 * server reads while it runs.
 *
 * <p>Promises: every parameter stands once, in {@link io.dredis.server.config.Configuration}; a
 * value is read at its use, so a change takes effect at once; a parameter of Redis that has no
 * meaning here accepts only the value that describes dredis. A parameter not known is an error,
 * never ignored.
 *
 * <p>Texts are byte strings, as in Redis: a {@code String} in this package holds one byte in each
 * of its characters (ISO 8859-1). {@link io.dredis.server.config.Texts} converts.
 *
 * <p>Knows neither the network nor commands; every other package of the server may read it.
 */
package io.dredis.server.config;
