package io.dredis.server.command.script;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.dredis.lua.LibraryFunction;
import io.dredis.rdb.FunctionDump;
import io.dredis.rdb.RdbException;
import io.dredis.rdb.ReadOptions;
import io.dredis.rdb.WriteOptions;
import io.dredis.server.command.Arguments;
import io.dredis.server.command.CommandException;
import io.dredis.server.command.CommandTable;
import io.dredis.server.command.Errors;
import io.dredis.server.command.Invocation;
import io.dredis.server.command.RunningScript;
import io.dredis.server.resp.Reply;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/** FCALL, FCALL_RO, and those of FUNCTION that change or copy libraries. */
final class FunctionCommands {
  private static final String BAD_KEY_COUNT = "ERR Bad number of keys provided";
  private static final String NOT_VERIFIED = "ERR DUMP payload version or checksum are wrong";
  private static final String WRONG_POLICY =
      "ERR Wrong restore policy given, value should be either FLUSH, APPEND or REPLACE.";

  private final FunctionLibraries libraries;
  private final ScriptRunner runner;
  private final KillCommand kill;
  private final Supplier<WriteOptions> rdbFormat;

  FunctionCommands(
      FunctionLibraries libraries,
      ScriptRunner runner,
      RunningScript running,
      Supplier<WriteOptions> rdbFormat) {
    this.libraries = libraries;
    this.runner = runner;
    this.kill = new KillCommand(running, RunningScript.Kind.FUNCTION);
    this.rdbFormat = rdbFormat;
  }

  void bind(CommandTable.Builder table) {
    table
        .bind("fcall", call -> fcall(call, false))
        .bind("fcall_ro", call -> fcall(call, true))
        .holdInPauseOfWrites("fcall", request -> flagsOf(request[1]).mayWrite(true))
        .holdInPauseOfWrites("fcall_ro", request -> flagsOf(request[1]).mayWrite(false))
        .bind("function|load", this::load)
        .bind("function|delete", this::delete)
        .bind("function|flush", this::flush)
        .bind("function|dump", this::dump)
        .bind("function|restore", this::restore)
        .bind("function|kill", call -> kill.kill());
  }

  private ScriptFlags flagsOf(byte[] name) {
    LibraryFunction function = libraries.find(name);
    return function == null ? ScriptFlags.UNDECLARED : new ScriptFlags(true, function.flags());
  }

  private Reply fcall(Invocation call, boolean readOnly) {
    LibraryFunction function = libraries.find(call.argument(1));
    if (function == null) {
      throw new CommandException("ERR Function not found");
    }
    return runner.run(
        call,
        ScriptRunner.keyCount(call, BAD_KEY_COUNT),
        readOnly,
        RunningScript.Kind.FUNCTION,
        function.name(),
        new ScriptFlags(true, function.flags()),
        (keys, arguments, host) -> runner.engine().invoke(function, keys, arguments, host));
  }

  private Reply load(Invocation call) {
    Arguments rest = Arguments.from(call, 2);
    boolean replace = false;
    while (rest.remaining() > 1) {
      if (!rest.accept("REPLACE")) {
        String option = new String(rest.next(), ISO_8859_1);
        throw new CommandException("ERR Unknown option given: " + option);
      }
      replace = true;
    }
    String name = libraries.add(rest.next(), replace);
    return new Reply.Bulk(name.getBytes(ISO_8859_1));
  }

  private Reply delete(Invocation call) {
    if (!libraries.delete(new String(call.argument(2), ISO_8859_1))) {
      throw new CommandException("ERR Library not found");
    }
    return Reply.OK;
  }

  private Reply flush(Invocation call) {
    if (call.count() > 3) {
      throw new CommandException(Errors.subcommandSyntax(call.argument(1), "function"));
    }
    Arguments rest = Arguments.from(call, 2);
    if (rest.hasNext() && !rest.accept("SYNC") && !rest.accept("ASYNC")) {
      throw new CommandException("ERR FUNCTION FLUSH only supports SYNC|ASYNC option");
    }
    libraries.clear();
    return Reply.OK;
  }

  private Reply dump(Invocation call) {
    List<byte[]> sources =
        libraries.all().values().stream().map(FunctionLibraries.Loaded::source).toList();
    return new Reply.Bulk(FunctionDump.write(sources, rdbFormat.get()));
  }

  private Reply restore(Invocation call) {
    if (call.count() > 4) {
      throw new CommandException(Errors.subcommandSyntax(call.argument(1), "function"));
    }
    Arguments policy = Arguments.from(call, 3);
    boolean flush = policy.accept("FLUSH");
    boolean replace = policy.accept("REPLACE");
    boolean known = flush || replace || policy.accept("APPEND");
    if (!known && policy.hasNext()) {
      throw new CommandException(WRONG_POLICY);
    }
    libraries.restore(sources(call.argument(2)), flush, replace);
    return Reply.OK;
  }

  private static List<byte[]> sources(byte[] payload) {
    try {
      return FunctionDump.read(payload, ReadOptions.DEFAULTS);
    } catch (RdbException e) {
      boolean other = e.kind() == RdbException.Kind.UNSUPPORTED;
      throw new CommandException(other ? "ERR given type is not a function" : NOT_VERIFIED);
    } catch (IOException e) {
      throw new CommandException(Errors.INTERNAL);
    }
  }
}
