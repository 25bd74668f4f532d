/**
 * EVAL, SCRIPT, FUNCTION and FCALL: scripts and functions on the server's side.
 *
 * <p>The Lua is that of {@code io.dredis.lua}, which knows no commands. Here stand what runs it as
 * one transaction, what a script may call, the cache of scripts and the libraries of functions.
 */
package io.dredis.server.command.script;
