package io.dredis.lua.library;

import io.dredis.lua.language.Arguments;
import io.dredis.lua.language.Library;
import io.dredis.lua.language.Machine;
import io.dredis.lua.language.Numbers;
import io.dredis.lua.language.Table;
import java.util.List;
import org.luaj.vm2.LuaBoolean;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The library {@code cjson}: Lua values as JSON and back. */
public final class JsonLibrary {
  /** {@code cjson.null}, which stands for JSON's null in tables, where nil cannot stand. */
  public static final LuaValue NULL = new LuaUserdata(new NullPointer());

  private static final List<String> SWITCH = List.of("off", "on");
  private static final List<String> INVALID_NUMBERS = List.of("off", "on", "null");

  private final JsonSettings settings = new JsonSettings();

  private JsonLibrary() {}

  /** Returns a new table of the library's functions, with settings of its own. */
  public static Table create(Machine machine) {
    return new JsonLibrary().table(machine);
  }

  private Table table(Machine machine) {
    Library library = new Library(machine, new Table());
    library.table().set("_NAME", "cjson");
    library.table().set("_VERSION", "2.1.0");
    library.table().set("null", NULL);
    library.add("new", arguments -> create(arguments.machine()));
    library.add("encode", this::encode);
    library.add("decode", this::decode);
    library.add("encode_sparse_array", this::encodeSparseArray);
    library.add("encode_max_depth", this::encodeMaxDepth);
    library.add("decode_max_depth", this::decodeMaxDepth);
    library.add("encode_number_precision", this::encodeNumberPrecision);
    library.add("encode_keep_buffer", this::encodeKeepBuffer);
    library.add("encode_invalid_numbers", this::encodeInvalidNumbers);
    library.add("decode_invalid_numbers", this::decodeInvalidNumbers);
    return library.table();
  }

  private Varargs encode(Arguments arguments) {
    requireOne(arguments);
    return new JsonEncoder(settings).encode(arguments.get(1));
  }

  private Varargs decode(Arguments arguments) {
    requireOne(arguments);
    return new JsonDecoder(settings, arguments.string(1)).decode();
  }

  private static void requireOne(Arguments arguments) {
    if (arguments.count() != 1) {
      throw arguments.error(1, "expected 1 argument");
    }
  }

  private Varargs encodeSparseArray(Arguments arguments) {
    requireAtMost(arguments, 3);
    settings.sparseArraysConverted = flag(arguments, settings.sparseArraysConverted);
    settings.sparseRatio = integer(arguments, 2, settings.sparseRatio, 0, Integer.MAX_VALUE);
    settings.sparseSafe = integer(arguments, 3, settings.sparseSafe, 0, Integer.MAX_VALUE);
    return LuaValue.varargsOf(
        LuaBoolean.valueOf(settings.sparseArraysConverted),
        LuaValue.valueOf(settings.sparseRatio),
        LuaValue.valueOf(settings.sparseSafe));
  }

  private Varargs encodeMaxDepth(Arguments arguments) {
    requireAtMost(arguments, 1);
    settings.encodeMaxDepth = integer(arguments, 1, settings.encodeMaxDepth, 1, Integer.MAX_VALUE);
    return LuaValue.valueOf(settings.encodeMaxDepth);
  }

  private Varargs decodeMaxDepth(Arguments arguments) {
    requireAtMost(arguments, 1);
    settings.decodeMaxDepth = integer(arguments, 1, settings.decodeMaxDepth, 1, Integer.MAX_VALUE);
    return LuaValue.valueOf(settings.decodeMaxDepth);
  }

  private Varargs encodeNumberPrecision(Arguments arguments) {
    requireAtMost(arguments, 1);
    settings.numberPrecision = integer(arguments, 1, settings.numberPrecision, 1, Numbers.DIGITS);
    return LuaValue.valueOf(settings.numberPrecision);
  }

  private Varargs encodeKeepBuffer(Arguments arguments) {
    requireAtMost(arguments, 1);
    settings.bufferKept = flag(arguments, settings.bufferKept);
    return LuaBoolean.valueOf(settings.bufferKept);
  }

  private Varargs decodeInvalidNumbers(Arguments arguments) {
    requireAtMost(arguments, 1);
    settings.invalidNumbersDecoded = flag(arguments, settings.invalidNumbersDecoded);
    return LuaBoolean.valueOf(settings.invalidNumbersDecoded);
  }

  private Varargs encodeInvalidNumbers(Arguments arguments) {
    requireAtMost(arguments, 1);
    settings.encodedInvalidNumbers =
        option(arguments, settings.encodedInvalidNumbers, INVALID_NUMBERS);
    return switch (settings.encodedInvalidNumbers) {
      case "off" -> LuaValue.FALSE;
      case "on" -> LuaValue.TRUE;
      default -> LuaValue.valueOf(settings.encodedInvalidNumbers);
    };
  }

  private static void requireAtMost(Arguments arguments, int limit) {
    if (arguments.count() > limit) {
      throw arguments.error(limit + 1, "found too many arguments");
    }
  }

  private static boolean flag(Arguments arguments, boolean present) {
    return option(arguments, present ? "on" : "off", SWITCH).equals("on");
  }

  /** Reads the first argument: nothing, a boolean for off and on, or one of the words. */
  private static String option(Arguments arguments, String present, List<String> words) {
    LuaValue value = arguments.get(1);
    if (value.isnil()) {
      return present;
    }
    if (value.isboolean()) {
      return value.toboolean() ? "on" : "off";
    }
    String text = arguments.string(1).tojstring();
    if (!words.contains(text)) {
      throw arguments.error(1, "invalid option '" + text + "'");
    }
    return text;
  }

  private static int integer(Arguments arguments, int index, int present, int min, int max) {
    if (arguments.isNilOrAbsent(index)) {
      return present;
    }
    int value = (int) arguments.integer(index);
    if (value < min || value > max) {
      // Always said of the first argument, whichever it is.
      throw arguments.error(1, "expected integer between " + min + " and " + max);
    }
    return value;
  }

  /** What {@link #NULL} refers to; its text is what Lua prints for such a pointer. */
  private static final class NullPointer {
    @Override
    public String toString() {
      return "userdata: (nil)";
    }
  }
}
