/**
 * The command line: options, the start and the end of the process, and the log.
 *
 * <p>Promises: a mistake of the user is one line on standard error and an exit code (2 for a
 * command line that cannot be followed, 1 for a server that could not start), before anything was
 * logged, but for the progress of a load, and before anything on disk was touched. What the command
 * line says goes before the configuration file, which goes before the defaults.
 *
 * <p>Nothing but {@link io.dredis.server.cli.Main} is for callers.
 */
package io.dredis.server.cli;
