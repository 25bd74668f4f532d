package io.dredis.lua;

import io.dredis.lua.language.Arguments;
import io.dredis.lua.language.Bytes;
import io.dredis.lua.language.Failure;
import io.dredis.lua.language.Library;
import io.dredis.lua.language.Lua;
import io.dredis.lua.language.NumberFormat;
import io.dredis.lua.language.Numbers;
import io.dredis.lua.language.Table;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The library {@code redis}: what scripts ask of the server. */
final class RedisLibrary {

  private static final String VERSION = "7.0.15";
  private static final int VERSION_NUMBER = 0x0007000f;
  private static final int MAX_LOG_LEVEL = 3;
  private static final int MAX_REPLICATION_FLAGS = 3;

  /**
   * The digits with which a number that is an argument is written, so that it reads back as it is.
   */
  private static final int ARGUMENT_DIGITS = 17;

  private final CurrentRun run;

  RedisLibrary(CurrentRun run) {
    this.run = run;
  }

  /** For scripts of EVAL. */
  Table forScripts(Lua lua) {
    Library library = new Library(lua.machine(), forFunctions(lua));
    library.add("breakpoint", a -> LuaValue.FALSE);
    library.add("debug", a -> LuaValue.NONE);
    library.add("replicate_commands", a -> LuaValue.TRUE);
    return library.table();
  }

  /** For functions of libraries. */
  Table forFunctions(Lua lua) {
    Library library = new Library(lua.machine(), forLoading(lua));
    library.add("call", a -> call(a, true));
    library.add("pcall", a -> call(a, false));
    library.add("error_reply", a -> reply(a, true));
    library.add("status_reply", a -> reply(a, false));
    library.add("sha1hex", this::sha1hex);
    library.add("setresp", this::setResp);
    library.add("set_repl", this::setReplication);
    library.add("acl_check_cmd", this::mayExecute);
    Table table = library.table();
    table.rawset("REPL_NONE", LuaValue.valueOf(0));
    table.rawset("REPL_AOF", LuaValue.valueOf(1));
    table.rawset("REPL_REPLICA", LuaValue.valueOf(2));
    table.rawset("REPL_SLAVE", LuaValue.valueOf(2));
    table.rawset("REPL_ALL", LuaValue.valueOf(3));
    return table;
  }

  /** For the code of a library while it is loaded; it registers functions too. */
  Table forLoading(Lua lua) {
    Library library = new Library(lua.machine(), new Table());
    library.add("log", this::log);
    Table table = library.table();
    table.rawset("LOG_DEBUG", LuaValue.valueOf(0));
    table.rawset("LOG_VERBOSE", LuaValue.valueOf(1));
    table.rawset("LOG_NOTICE", LuaValue.valueOf(2));
    table.rawset("LOG_WARNING", LuaValue.valueOf(3));
    table.rawset("REDIS_VERSION", LuaValue.valueOf(VERSION));
    table.rawset("REDIS_VERSION_NUM", LuaValue.valueOf(VERSION_NUMBER));
    return table;
  }

  /** An error that a function of this library throws: a table, as all errors of Redis are. */
  static Failure error(String text) {
    return new Failure(Conversion.errorTable(text));
  }

  private LuaValue call(Arguments a, boolean raises) {
    Table problem = new Table();
    byte[][] arguments = arguments(a, problem);
    LuaValue result = problem;
    boolean failed = arguments == null;
    if (!failed) {
      ScriptReply reply = run.call(a.machine(), arguments);
      failed = reply instanceof ScriptReply.Failure;
      result = Conversion.toLua(reply, run.respVersion());
    }
    if (failed && raises) {
      throw new Failure(result);
    }
    return result;
  }

  /** The arguments of a command; null if they are none, and the table then says why. */
  private static byte[][] arguments(Arguments a, Table problem) {
    byte[][] arguments = new byte[a.count()][];
    String text =
        arguments.length == 0
            ? "Please specify at least one argument for this redis lib call"
            : null;
    for (int i = 0; i < arguments.length && text == null; i++) {
      arguments[i] = argument(a.get(i + 1));
      if (arguments[i] == null) {
        text = "Lua redis lib command arguments must be strings or integers";
      }
    }
    if (text != null) {
      problem.rawset(Conversion.ERR, LuaValue.valueOf("ERR " + text));
      return null;
    }
    return arguments;
  }

  private static byte[] argument(LuaValue value) {
    if (value instanceof LuaString string) {
      return Bytes.of(string);
    }
    if (value instanceof LuaNumber number) {
      return Conversion.bytesOf(NumberFormat.general(number.todouble(), ARGUMENT_DIGITS));
    }
    return null;
  }

  private LuaValue reply(Arguments a, boolean isError) {
    if (a.count() != 1 || !(a.get(1) instanceof LuaString text)) {
      return Conversion.errorTable("wrong number or type of arguments");
    }
    if (!isError) {
      return Conversion.table(LuaValue.valueOf("ok"), text);
    }
    String latin = Conversion.latin(Bytes.of(text));
    return Conversion.errorTable(latin.startsWith("-") ? latin : "-" + latin);
  }

  private LuaValue sha1hex(Arguments a) {
    if (a.count() != 1) {
      throw error("wrong number of arguments");
    }
    LuaString text = Numbers.string(a.get(1));
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-1");
      if (text != null) {
        digest.update(text.m_bytes, text.m_offset, text.m_length);
      }
      return LuaValue.valueOf(HexFormat.of().formatHex(digest.digest()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private Varargs log(Arguments a) {
    if (a.count() < 2) {
      throw error("redis.log() requires two arguments or more.");
    }
    if (!a.get(1).isnumber()) {
      throw error("First argument must be a number (log level).");
    }
    int level = Numbers.toInt(a.number(1));
    if (level < 0 || level > MAX_LOG_LEVEL) {
      throw error("Invalid debug level.");
    }
    StringBuilder message = new StringBuilder();
    for (int i = 2; i <= a.count(); i++) {
      LuaString part = Numbers.string(a.get(i));
      if (part != null) {
        message.append(i == 2 ? "" : " ").append(Conversion.latin(Bytes.of(part)));
      }
    }
    run.log(a.machine(), level, Conversion.bytesOf(message.toString()));
    return LuaValue.NONE;
  }

  private Varargs setResp(Arguments a) {
    if (a.count() != 1) {
      throw error("redis.setresp() requires one argument.");
    }
    int version = toNumber(a.get(1));
    if (version != 2 && version != 3) {
      throw error("RESP version must be 2 or 3.");
    }
    run.setRespVersion(version);
    return LuaValue.NONE;
  }

  private Varargs setReplication(Arguments a) {
    if (a.count() != 1) {
      throw error("redis.set_repl() requires two arguments.");
    }
    int flags = toNumber(a.get(1));
    if (flags < 0 || flags > MAX_REPLICATION_FLAGS) {
      throw error("Invalid replication flags. Use REPL_AOF, REPL_REPLICA, REPL_ALL or REPL_NONE.");
    }
    run.setReplication(a.machine(), flags);
    return LuaValue.NONE;
  }

  private static int toNumber(LuaValue value) {
    LuaValue number = value.tonumber();
    return number.isnil() ? 0 : Numbers.toInt(number.todouble());
  }

  private LuaValue mayExecute(Arguments a) {
    Table problem = new Table();
    byte[][] arguments = arguments(a, problem);
    if (arguments == null) {
      throw new Failure(problem);
    }
    Boolean allowed = run.mayExecute(a.machine(), arguments);
    if (allowed == null) {
      throw error("Invalid command passed to redis.acl_check_cmd()");
    }
    return LuaValue.valueOf(allowed);
  }
}
