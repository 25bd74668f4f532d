package io.dredis.lua;

import io.dredis.lua.language.Bytes;
import io.dredis.lua.language.Numbers;
import io.dredis.lua.language.Table;
import java.util.ArrayList;
import java.util.List;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Replies as Lua values and Lua values as replies, as Redis documents both. */
final class Conversion {

  /** How deep a returned table may nest; Redis's stack ends at about 8,000. */
  private static final int MAX_DEPTH = 512;

  private static final LuaString OK = LuaValue.valueOf("ok");
  static final LuaString ERR = LuaValue.valueOf("err");
  private static final LuaString IGNORE_STATS = LuaValue.valueOf("ignore_error_stats_update");
  private static final LuaString DOUBLE = LuaValue.valueOf("double");
  private static final LuaString MAP = LuaValue.valueOf("map");
  private static final LuaString SET = LuaValue.valueOf("set");
  private static final LuaString BIG_NUMBER = LuaValue.valueOf("big_number");
  private static final LuaString VERBATIM = LuaValue.valueOf("verbatim_string");
  private static final LuaString STRING = LuaValue.valueOf("string");
  private static final LuaString FORMAT = LuaValue.valueOf("format");

  private Conversion() {}

  // Towards the script.

  static LuaValue toLua(ScriptReply reply, int respVersion) {
    return switch (reply) {
      case ScriptReply.Bulk bulk -> LuaString.valueUsing(bulk.bytes());
      case ScriptReply.Number number -> Numbers.of((double) number.value());
      case ScriptReply.Status status -> table(OK, LuaString.valueUsing(status.text()));
      case ScriptReply.Failure failure -> failureTable(failure);
      case ScriptReply.Null ignored -> respVersion == 3 ? LuaValue.NIL : LuaValue.FALSE;
      case ScriptReply.Array array -> list(array.elements(), respVersion);
      case ScriptReply.Map map -> table(MAP, map(map.keysAndValues(), respVersion));
      case ScriptReply.Set set -> table(SET, set(set.elements(), respVersion));
      case ScriptReply.Real real -> table(DOUBLE, Numbers.of(real.value()));
      case ScriptReply.Bool bool -> LuaValue.valueOf(bool.value());
      case ScriptReply.BigNumber number -> table(BIG_NUMBER, LuaString.valueUsing(number.digits()));
      case ScriptReply.Verbatim verbatim -> {
        Table parts = table(STRING, LuaString.valueUsing(verbatim.text()));
        parts.rawset(FORMAT, LuaString.valueUsing(verbatim.format()));
        yield table(VERBATIM, parts);
      }
    };
  }

  static Table table(LuaString field, LuaValue value) {
    Table table = new Table();
    table.rawset(field, value);
    return table;
  }

  private static Table failureTable(ScriptReply.Failure failure) {
    Table table = errorTable("-" + latin(failure.text()));
    table.rawset(IGNORE_STATS, LuaValue.TRUE);
    return table;
  }

  /**
   * An error as a table; the text begins with {@code -} and a code, or gets the code {@code ERR}.
   */
  static Table errorTable(String text) {
    String whole = upToZero(text);
    String code = "ERR";
    String message = whole;
    if (whole.startsWith("-")) {
      int space = whole.indexOf(' ');
      code = space < 0 ? "ERR" : whole.substring(1, space);
      message = space < 0 ? whole.substring(1) : whole.substring(space + 1);
    }
    return table(ERR, bytes(withoutLineEnds(code) + " " + withoutLineEnds(message)));
  }

  /** Without the line ends before and after it. */
  private static String withoutLineEnds(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isLineEnd(text.charAt(from))) {
      from++;
    }
    while (to > from && isLineEnd(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  private static boolean isLineEnd(char c) {
    return c == '\r' || c == '\n';
  }

  private static Table list(List<ScriptReply> elements, int respVersion) {
    Table table = new Table();
    int index = 1;
    for (ScriptReply element : elements) {
      table.rawset(index++, toLua(element, respVersion));
    }
    return table;
  }

  private static Table map(List<ScriptReply> keysAndValues, int respVersion) {
    Table table = new Table();
    for (int i = 0; i + 1 < keysAndValues.size(); i += 2) {
      table.set(
          toLua(keysAndValues.get(i), respVersion), toLua(keysAndValues.get(i + 1), respVersion));
    }
    return table;
  }

  private static Table set(List<ScriptReply> elements, int respVersion) {
    Table table = new Table();
    for (ScriptReply element : elements) {
      table.set(toLua(element, respVersion), LuaValue.TRUE);
    }
    return table;
  }

  // From the script.

  static ScriptReply toReply(LuaValue value, int respVersion) {
    return toReply(value, respVersion, 0);
  }

  private static ScriptReply toReply(LuaValue value, int respVersion, int depth) {
    if (depth > MAX_DEPTH) {
      return failure("ERR reached lua stack limit", false);
    }
    if (value instanceof LuaString string) {
      return new ScriptReply.Bulk(Bytes.of(string));
    }
    if (value instanceof LuaNumber number) {
      return new ScriptReply.Number(castToLong(number.todouble()));
    }
    if (value.isboolean()) {
      return bool(value.toboolean(), respVersion);
    }
    return value instanceof Table table ? fromTable(table, respVersion, depth) : ScriptReply.NULL;
  }

  private static ScriptReply bool(boolean value, int respVersion) {
    if (respVersion == 3) {
      return new ScriptReply.Bool(value);
    }
    return value ? new ScriptReply.Number(1) : ScriptReply.NULL;
  }

  /** As C casts: what does not fit is the least number. */
  private static long castToLong(double value) {
    return value >= -0x1p63 && value < 0x1p63 ? (long) value : Long.MIN_VALUE;
  }

  private static ScriptReply fromTable(Table table, int respVersion, int depth) {
    if (table.rawget(ERR) instanceof LuaString text) {
      return failure(upToZero(latin(Bytes.of(text))), isCounted(table));
    }
    if (table.rawget(OK) instanceof LuaString text) {
      return new ScriptReply.Status(bytesOf(onOneLine(upToZero(latin(Bytes.of(text))))));
    }
    if (table.rawget(DOUBLE) instanceof LuaNumber number) {
      return new ScriptReply.Real(number.todouble());
    }
    if (table.rawget(MAP) instanceof Table map) {
      return fromMap(map, respVersion, depth);
    }
    if (table.rawget(SET) instanceof Table set) {
      return fromSet(set, respVersion, depth);
    }
    if (table.rawget(BIG_NUMBER) instanceof LuaString digits) {
      return new ScriptReply.BigNumber(bytesOf(onOneLine(latin(Bytes.of(digits)))));
    }
    if (table.rawget(VERBATIM) instanceof Table parts
        && parts.rawget(STRING) instanceof LuaString text
        && parts.rawget(FORMAT) instanceof LuaString format) {
      return new ScriptReply.Verbatim(Bytes.of(format), Bytes.of(text));
    }
    return fromList(table, respVersion, depth);
  }

  private static ScriptReply fromMap(Table map, int respVersion, int depth) {
    List<ScriptReply> entries = new ArrayList<>();
    for (Varargs entry = map.next(LuaValue.NIL); !entry.isnil(1); entry = map.next(entry.arg(1))) {
      entries.add(toReply(entry.arg(1), respVersion, depth + 1));
      entries.add(toReply(entry.arg(2), respVersion, depth + 1));
    }
    return new ScriptReply.Map(entries);
  }

  private static ScriptReply fromSet(Table set, int respVersion, int depth) {
    List<ScriptReply> elements = new ArrayList<>();
    for (Varargs entry = set.next(LuaValue.NIL); !entry.isnil(1); entry = set.next(entry.arg(1))) {
      elements.add(toReply(entry.arg(1), respVersion, depth + 1));
    }
    return new ScriptReply.Set(elements);
  }

  private static ScriptReply fromList(Table table, int respVersion, int depth) {
    List<ScriptReply> elements = new ArrayList<>();
    for (int i = 1; ; i++) {
      LuaValue element = table.rawget(i);
      if (element.isnil()) {
        return new ScriptReply.Array(elements);
      }
      elements.add(toReply(element, respVersion, depth + 1));
    }
  }

  /** An error of a text whose characters stand for bytes. */
  static ScriptReply.Failure failure(String text, boolean counted) {
    return new ScriptReply.Failure(bytesOf(onOneLine(text)), counted);
  }

  static boolean isCounted(Table error) {
    return error.rawget(IGNORE_STATS).toboolean();
  }

  /** What C takes for the whole of a text. */
  static String upToZero(String text) {
    int zero = text.indexOf('\0');
    return zero < 0 ? text : text.substring(0, zero);
  }

  private static String onOneLine(String text) {
    return text.replace('\r', ' ').replace('\n', ' ');
  }

  static String latin(byte[] bytes) {
    return new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  static byte[] bytesOf(String latin) {
    return latin.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  static LuaString bytes(String latin) {
    return LuaString.valueUsing(bytesOf(latin));
  }
}
