package io.dredis.lua.language;

import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The library {@code string}, and the metatable that makes its functions methods of strings. */
final class StringLibrary {

  private static final int MAX_RESULTS = 7997;

  /** How the compiled chunks of Lua 5.1 begin on a machine of 64 bits. */
  private static final LuaString CHUNK_HEAD =
      LuaString.valueOf(
          new byte[] {'\033', 'L', 'u', 'a', 0x51, 0, 1, Integer.BYTES, 8, 4, Double.BYTES, 0});

  private StringLibrary() {}

  static Table create(Machine machine) {
    Library library = new Library(machine, new Table());
    library.add("byte", StringLibrary::bytes);
    library.add("char", StringLibrary::chars);
    library.add("dump", StringLibrary::dump);
    library.add("find", a -> find(a, true));
    library.add("format", a -> new FormatWriter(a).write());
    library.add("gmatch", StringLibrary::gmatch);
    library.table().rawset("gfind", library.table().rawget("gmatch"));
    library.add("gsub", a -> new Substitution(a).run());
    library.add("len", a -> LuaValue.valueOf(a.string(1).m_length));
    library.add("lower", a -> mapped(a.string(1), 'A', 'Z'));
    library.add("match", a -> find(a, false));
    library.add("rep", StringLibrary::rep);
    library.add("reverse", a -> reversed(a.string(1)));
    library.add("sub", StringLibrary::sub);
    library.add("upper", a -> mapped(a.string(1), 'a', 'z'));
    return library.table();
  }

  /** Only the head: there is no bytecode behind it, and no script could load it if there were. */
  private static Varargs dump(Arguments a) {
    if (a.function(1) instanceof Closure) {
      return CHUNK_HEAD;
    }
    throw new Failure("unable to dump given function");
  }

  /** A place that may count from the end, as one from the beginning. */
  private static long position(long position, int length) {
    return position >= 0 ? position : Math.max(0, position + length + 1);
  }

  private static Varargs bytes(Arguments a) {
    LuaString string = a.string(1);
    long from = position(a.integer(2, 1), string.m_length);
    long to = position(a.integer(3, from), string.m_length);
    from = Math.max(1, from);
    to = Math.min(string.m_length, to);
    if (from > to) {
      return LuaValue.NONE;
    }
    if (to - from >= MAX_RESULTS) {
      throw new Failure("stack overflow (string slice too long)");
    }
    LuaValue[] values = new LuaValue[(int) (to - from + 1)];
    for (int i = 0; i < values.length; i++) {
      values[i] = LuaValue.valueOf(string.charAt((int) from - 1 + i));
    }
    return Values.of(values);
  }

  private static Varargs chars(Arguments a) {
    byte[] bytes = new byte[a.count()];
    for (int i = 0; i < bytes.length; i++) {
      int code = a.smallInteger(i + 1);
      if (code < 0 || code > 255) {
        throw Failure.argument(i + 1, "invalid value");
      }
      bytes[i] = (byte) code;
    }
    return LuaString.valueUsing(bytes);
  }

  private static LuaValue sub(Arguments a) {
    LuaString string = a.string(1);
    long from = Math.max(1, position(a.integer(2), string.m_length));
    long to = Math.min(string.m_length, position(a.integer(3, -1), string.m_length));
    return from > to ? LuaValue.EMPTYSTRING : string.substring((int) from - 1, (int) to);
  }

  private static LuaValue rep(Arguments a) {
    LuaString string = a.string(1);
    long count = a.integer(2);
    if (count <= 0 || string.m_length == 0) {
      return LuaValue.EMPTYSTRING;
    }
    long total = count > Memory.MAX_STRING_BYTES ? Long.MAX_VALUE : count * string.m_length;
    byte[] bytes = new byte[Memory.allocateString(total)];
    System.arraycopy(string.m_bytes, string.m_offset, bytes, 0, string.m_length);
    for (int done = string.m_length; done < bytes.length; done *= 2) {
      System.arraycopy(bytes, 0, bytes, done, Math.min(done, bytes.length - done));
    }
    return LuaString.valueUsing(bytes);
  }

  private static LuaValue reversed(LuaString string) {
    byte[] bytes = new byte[Memory.allocateString(string.m_length)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) string.charAt(bytes.length - 1 - i);
    }
    return LuaString.valueUsing(bytes);
  }

  /** A string with the letters of a range in the other case. */
  private static LuaValue mapped(LuaString string, char from, char to) {
    byte[] bytes = new byte[Memory.allocateString(string.m_length)];
    for (int i = 0; i < bytes.length; i++) {
      int c = string.charAt(i);
      bytes[i] = (byte) (c >= from && c <= to ? c ^ 0x20 : c);
    }
    return LuaString.valueUsing(bytes);
  }

  private static Varargs find(Arguments a, boolean isFind) {
    LuaString string = a.string(1);
    LuaString pattern = a.string(2);
    long init = position(a.integer(3, 1), string.m_length) - 1;
    int from = (int) Math.max(0, Math.min(init, string.m_length));
    if (isFind && (Operations.isTrue(a.get(4)) || isPlain(pattern))) {
      int found = Search.indexOf(a.machine(), string, pattern, from);
      return found < 0 ? LuaValue.NIL : range(found + 1, found + pattern.m_length);
    }
    Matcher matcher = new Matcher(a.machine(), string, pattern);
    boolean anchored = pattern.m_length > 0 && pattern.charAt(0) == '^';
    int patternFrom = pattern.m_offset + (anchored ? 1 : 0);
    do {
      int end = matcher.match(from, patternFrom);
      if (end >= 0) {
        return isFind ? found(matcher, from, end) : captures(matcher, from, end, true);
      }
      a.machine().check();
    } while (++from <= string.m_length && !anchored);
    return LuaValue.NIL;
  }

  private static Varargs found(Matcher matcher, int from, int end) {
    LuaValue[] values = new LuaValue[2 + matcher.captureCount(false)];
    values[0] = LuaValue.valueOf(from + 1);
    values[1] = LuaValue.valueOf(end);
    for (int i = 2; i < values.length; i++) {
      values[i] = matcher.capture(i - 2, from, end);
    }
    return Values.of(values);
  }

  static Varargs captures(Matcher matcher, int from, int end, boolean orWhole) {
    LuaValue[] values = new LuaValue[matcher.captureCount(orWhole)];
    for (int i = 0; i < values.length; i++) {
      values[i] = matcher.capture(i, from, end);
    }
    return Values.of(values);
  }

  private static Varargs range(int from, int to) {
    return LuaValue.varargsOf(LuaValue.valueOf(from), LuaValue.valueOf(to));
  }

  private static boolean isPlain(LuaString pattern) {
    int length = Matcher.patternLength(pattern);
    for (int i = 0; i < length; i++) {
      if ("^$*+?.([%-".indexOf(pattern.charAt(i)) >= 0) {
        return false;
      }
    }
    return true;
  }

  private static Varargs gmatch(Arguments a) {
    LuaString string = a.string(1);
    LuaString pattern = a.string(2);
    int[] from = {0};
    return new Native(
        a.machine(),
        b -> {
          Matcher matcher = new Matcher(b.machine(), string, pattern);
          for (int at = from[0]; at <= string.m_length; at++) {
            int end = matcher.match(at, pattern.m_offset);
            if (end >= 0) {
              from[0] = end == at ? end + 1 : end;
              return captures(matcher, at, end, true);
            }
            b.machine().check();
          }
          from[0] = string.m_length + 1;
          return LuaValue.NIL;
        });
  }

  /** Makes strings index the library. */
  static void addMetatable(Machine machine, LuaTable library) {
    Table metatable = new Table();
    metatable.rawset(Operations.INDEX, library);
    machine.setStringMetatable(metatable);
  }
}
