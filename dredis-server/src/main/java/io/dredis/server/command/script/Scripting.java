package io.dredis.server.command.script;

import io.dredis.lua.ScriptEngine;
import io.dredis.rdb.WriteOptions;
import io.dredis.server.command.CommandTable;
import io.dredis.server.command.Gatekeeper;
import io.dredis.server.command.NestedExecution;
import io.dredis.server.command.RunningScript;
import io.dredis.server.command.ScriptFigures;
import io.dredis.storage.keyspace.Libraries;
import java.util.function.Supplier;

/** Everything about scripts and functions: the one engine, what is cached, and the commands. */
public final class Scripting {
  private final ScriptCache cache;
  private final FunctionLibraries libraries;
  private final ScriptCommands scripts;
  private final FunctionCommands functions;
  private final FunctionReports reports;

  /**
   * No script is cached.
   *
   * @param stored where libraries of functions are kept
   * @param nested runs the commands that scripts call
   * @param running where it is noted what runs
   * @param rdbFormat how FUNCTION DUMP writes
   * @param cacheLimitBytes how much memory the scripts of EVAL may take
   */
  public Scripting(
      Libraries stored,
      NestedExecution nested,
      RunningScript running,
      Gatekeeper gatekeeper,
      Supplier<WriteOptions> rdbFormat,
      long cacheLimitBytes) {
    ScriptEngine engine = new ScriptEngine();
    ScriptRunner runner = new ScriptRunner(engine, nested, running, gatekeeper);
    this.cache = new ScriptCache(engine, cacheLimitBytes);
    this.libraries = new FunctionLibraries(stored, engine);
    this.scripts = new ScriptCommands(cache, runner, running);
    this.functions = new FunctionCommands(libraries, runner, running, rdbFormat);
    this.reports = new FunctionReports(libraries, running);
  }

  /** Binds the handlers. */
  public void bind(CommandTable.Builder table) {
    scripts.bind(table);
    functions.bind(table);
    reports.bind(table);
  }

  /** Returns what INFO says. */
  public ScriptFigures figures() {
    return new ScriptFigures(
        cache.size(),
        ScriptEngine.ENVIRONMENT_BYTES + cache.codeBytes(),
        cache.entryBytes(),
        libraries.all().size(),
        libraries.functionCount(),
        ScriptEngine.ENVIRONMENT_BYTES + libraries.codeBytes(),
        libraries.entryBytes());
  }
}
