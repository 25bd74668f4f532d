package io.dredis.server.command.script;

import io.dredis.lua.Script;

/**
 * A script that EVALSHA can run.
 *
 * @param script what its source was compiled to
 * @param loaded whether SCRIPT LOAD put it there, not EVAL
 */
record CachedScript(Script script, ScriptFlags flags, boolean loaded) {}
