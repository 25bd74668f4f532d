package io.dredis.server.command.script;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.dredis.lua.LibraryFunction;
import io.dredis.server.command.Arguments;
import io.dredis.server.command.CommandException;
import io.dredis.server.command.CommandTable;
import io.dredis.server.command.HelpReply;
import io.dredis.server.command.Invocation;
import io.dredis.server.command.RunningScript;
import io.dredis.server.resp.Reply;
import io.dredis.storage.keyspace.GlobPattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** FUNCTION LIST, FUNCTION STATS and FUNCTION HELP. */
final class FunctionReports {
  private final FunctionLibraries libraries;
  private final RunningScript running;

  FunctionReports(FunctionLibraries libraries, RunningScript running) {
    this.libraries = libraries;
    this.running = running;
  }

  void bind(CommandTable.Builder table) {
    table
        .bind("function|list", this::list)
        .bind("function|stats", call -> stats())
        .bind("function|help", call -> help());
  }

  private Reply list(Invocation call) {
    boolean withCode = false;
    GlobPattern pattern = null;
    for (Arguments rest = Arguments.from(call, 2); rest.hasNext(); ) {
      if (!withCode && rest.accept("WITHCODE")) {
        withCode = true;
      } else if (pattern == null && rest.accept("LIBRARYNAME")) {
        if (!rest.hasNext()) {
          throw new CommandException("ERR library name argument was not given");
        }
        pattern = GlobPattern.ignoringCase(rest.next());
      } else {
        String argument = new String(rest.next(), ISO_8859_1);
        throw new CommandException("ERR Unknown argument " + argument);
      }
    }
    List<Reply> found = new ArrayList<>();
    for (FunctionLibraries.Loaded library : libraries.all().values()) {
      if (pattern == null || pattern.matches(library.name().getBytes(ISO_8859_1))) {
        found.add(describe(library, withCode));
      }
    }
    return new Reply.Array(found);
  }

  private static Reply describe(FunctionLibraries.Loaded library, boolean withCode) {
    List<Reply> functions =
        library.library().functions().stream().map(FunctionReports::describe).toList();
    List<Reply> entries = new ArrayList<>();
    entries.addAll(List.of(bulk("library_name"), bulk(library.name())));
    entries.addAll(List.of(bulk("engine"), bulk("LUA")));
    entries.addAll(List.of(bulk("functions"), new Reply.Array(functions)));
    if (withCode) {
      entries.addAll(List.of(bulk("library_code"), new Reply.Bulk(library.source())));
    }
    return new Reply.MapOf(entries);
  }

  private static Reply describe(LibraryFunction function) {
    List<Reply> flags = function.flags().stream().<Reply>map(Reply.Status::new).toList();
    Reply description = function.description() == null ? Reply.NULL : bulk(function.description());
    return new Reply.MapOf(
        List.of(
            bulk("name"),
            bulk(function.name()),
            bulk("description"),
            description,
            bulk("flags"),
            new Reply.SetOf(flags)));
  }

  private Reply stats() {
    RunningScript.Run run = running.current();
    if (run != null && run.kind() == RunningScript.Kind.SCRIPT) {
      throw new CommandException(run.kind().refusal());
    }
    Reply engine =
        new Reply.MapOf(
            List.of(
                bulk("libraries_count"),
                new Reply.Int(libraries.all().size()),
                bulk("functions_count"),
                new Reply.Int(libraries.functionCount())));
    return new Reply.MapOf(
        List.of(
            bulk("running_script"),
            run == null ? Reply.NULL : describe(run),
            bulk("engines"),
            new Reply.MapOf(List.of(bulk("LUA"), engine))));
  }

  private static Reply describe(RunningScript.Run run) {
    return new Reply.MapOf(
        List.of(
            bulk("name"),
            bulk(run.name()),
            bulk("command"),
            Reply.Array.ofBulks(Arrays.asList(run.command())),
            bulk("duration_ms"),
            new Reply.Int(run.elapsedMillis())));
  }

  private static Reply bulk(String text) {
    return new Reply.Bulk(text.getBytes(ISO_8859_1));
  }

  private static Reply help() {
    return HelpReply.of(
        "function",
        "LOAD [REPLACE] <FUNCTION CODE>",
        "    Create a new library with the given library name and code.",
        "DELETE <LIBRARY NAME>",
        "    Delete the given library.",
        "LIST [LIBRARYNAME PATTERN] [WITHCODE]",
        "    Return general information on all the libraries:",
        "    * Library name",
        "    * The engine used to run the Library",
        "    * Library description",
        "    * Functions list",
        "    * Library code (if WITHCODE is given)",
        "    It also possible to get only function that matches a pattern using LIBRARYNAME"
            + " argument.",
        "STATS",
        "    Return information about the current function running:",
        "    * Function name",
        "    * Command used to run the function",
        "    * Duration in MS that the function is running",
        "    If no function is running, return nil",
        "    In addition, returns a list of available engines.",
        "KILL",
        "    Kill the current running function.",
        "FLUSH [ASYNC|SYNC]",
        "    Delete all the libraries.",
        "    When called without the optional mode argument, the behavior is determined by the",
        "    lazyfree-lazy-user-flush configuration directive. Valid modes are:",
        "    * ASYNC: Asynchronously flush the libraries.",
        "    * SYNC: Synchronously flush the libraries.",
        "DUMP",
        "    Return a serialized payload representing the current libraries, can be restored using"
            + " FUNCTION RESTORE command",
        "RESTORE <PAYLOAD> [FLUSH|APPEND|REPLACE]",
        "    Restore the libraries represented by the given payload, it is possible to give a"
            + " restore policy to",
        "    control how to handle existing libraries (default APPEND):",
        "    * FLUSH: delete all existing libraries.",
        "    * APPEND: appends the restored libraries to the existing libraries. On collision,"
            + " abort.",
        "    * REPLACE: appends the restored libraries to the existing libraries, On collision,"
            + " replace the old",
        "      libraries with the new libraries (notice that even on this option there is a chance"
            + " of failure",
        "      in case of functions name collision with another library).");
  }
}
