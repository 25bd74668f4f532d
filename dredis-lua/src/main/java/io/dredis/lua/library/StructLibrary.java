package io.dredis.lua.library;

import io.dredis.lua.language.Arguments;
import io.dredis.lua.language.Failure;
import io.dredis.lua.language.Library;
import io.dredis.lua.language.Machine;
import io.dredis.lua.language.Numbers;
import io.dredis.lua.language.Table;
import java.util.ArrayList;
import java.util.List;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * The library {@code struct}: numbers and strings as C lays them out, by the letters of a {@link
 * StructFormat}.
 */
public final class StructLibrary {
  /** What Lua's C stack holds of arguments and results. */
  private static final int STACK_SLOTS = 8000;

  private static final long BEHIND_ALL_DATA = Long.MAX_VALUE / 2;

  private StructLibrary() {}

  /** Returns a new table of the library's functions. */
  public static Table create(Machine machine) {
    Library library = new Library(machine, new Table());
    library.add("pack", StructLibrary::pack);
    library.add("unpack", StructLibrary::unpack);
    library.add("size", StructLibrary::size);
    return library.table();
  }

  private static Varargs size(Arguments arguments) {
    StructFormat format = new StructFormat(arguments);
    long position = 0;
    while (format.next(position)) {
      if (format.letter() == 's') {
        throw arguments.error(1, "option 's' has no fixed size");
      }
      if (format.letter() == 'c' && format.size() == 0) {
        throw arguments.error(1, "option 'c0' has no fixed size");
      }
      if (!isAlphanumeric(format.letter())) {
        format.control();
      }
      position += format.padding() + format.size();
    }
    return LuaValue.valueOf((double) position);
  }

  private static boolean isAlphanumeric(int letter) {
    int lower = letter | 0x20;
    return (lower >= 'a' && lower <= 'z') || (letter >= '0' && letter <= '9');
  }

  private static Varargs pack(Arguments arguments) {
    StructFormat format = new StructFormat(arguments);
    ByteOutput output = new ByteOutput(64);
    int argument = 2;
    while (format.next(output.length())) {
      output.putZeros(format.padding());
      switch (format.letter()) {
        case 'b', 'B', 'h', 'H', 'l', 'L', 'T', 'i', 'I' ->
            putInteger(output, number(arguments, argument++), format);
        case 'f' ->
            putBits(output, Float.floatToRawIntBits((float) number(arguments, argument++)), format);
        case 'd' ->
            putBits(output, Double.doubleToRawLongBits(number(arguments, argument++)), format);
        case 'x' -> output.put(0);
        case 'c', 's' -> putString(output, arguments, argument++, format);
        default -> format.control();
      }
    }
    return output.toLuaString();
  }

  /** C pushes a nil behind the arguments, and takes it for the one that is missing. */
  private static double number(Arguments arguments, int index) {
    if (arguments.isAbsent(index)) {
      throw arguments.error(index, "number expected, got nil");
    }
    return arguments.number(index);
  }

  private static void putInteger(ByteOutput output, double number, StructFormat format) {
    long value = number < 0 ? Numbers.toLong(number) : UnsignedNumbers.toUnsignedLong(number);
    putBits(output, value, format);
  }

  private static void putBits(ByteOutput output, long value, StructFormat format) {
    int size = (int) format.size();
    for (int i = 0; i < size; i++) {
      int place = format.isBigEndian() ? size - 1 - i : i;
      output.put(place < Long.BYTES ? (int) (value >>> (8 * place)) : 0);
    }
  }

  private static void putString(
      ByteOutput output, Arguments arguments, int index, StructFormat format) {
    if (arguments.isAbsent(index)) {
      throw arguments.error(index, "string expected, got nil");
    }
    LuaString string = arguments.string(index);
    long size = format.size() == 0 ? string.m_length : format.size();
    if (string.m_length < size) {
      // Of the argument behind the one that is too short: the count has moved on before.
      throw arguments.error(index + 1, "string too short");
    }
    output.put(string.m_bytes, string.m_offset, (int) size);
    if (format.letter() == 's') {
      output.put(0);
    }
  }

  private static Varargs unpack(Arguments arguments) {
    StructFormat format = new StructFormat(arguments);
    LuaString data = arguments.string(2);
    long position = arguments.integer(3, 1) - 1;
    if (position == -1) {
      throw arguments.error(3, "offset must be 1 or greater");
    }
    if (position < 0) {
      // To C, which has it unsigned, it lies far behind the end.
      position = BEHIND_ALL_DATA;
    }
    List<LuaValue> results = new ArrayList<>();
    while (format.next(position)) {
      position += format.padding();
      require(arguments, data, position, format.size());
      if (arguments.count() + results.size() + 2 > STACK_SLOTS) {
        throw new Failure("stack overflow (too many results)");
      }
      position += unpackOne(arguments, format, data, (int) position, results);
    }
    results.add(LuaValue.valueOf((double) (position + 1)));
    return LuaValue.varargsOf(results.toArray(LuaValue[]::new));
  }

  /** Adds what one letter stands for to the results; returns how many bytes that took. */
  private static long unpackOne(
      Arguments arguments,
      StructFormat format,
      LuaString data,
      int position,
      List<LuaValue> results) {
    switch (format.letter()) {
      case 'b', 'h', 'l', 'i' ->
          results.add(LuaValue.valueOf((double) signed(bits(data, position, format), format)));
      case 'B', 'H', 'L', 'T', 'I' ->
          results.add(
              LuaValue.valueOf(UnsignedNumbers.unsignedToDouble(bits(data, position, format))));
      case 'f' -> results.add(Numbers.of(Float.intBitsToFloat((int) bits(data, position, format))));
      case 'd' -> results.add(Numbers.of(Double.longBitsToDouble(bits(data, position, format))));
      case 'c' -> {
        long size = format.size() == 0 ? previousResult(results) : format.size();
        require(arguments, data, position, size);
        results.add(data.substring(position, position + (int) size));
        return size;
      }
      case 's' -> {
        int terminator = terminator(data, position);
        results.add(data.substring(position, terminator));
        return terminator + 1L - position;
      }
      case 'x' -> {
        return 1;
      }
      default -> format.control();
    }
    return format.size();
  }

  private static long bits(LuaString data, int position, StructFormat format) {
    int size = (int) format.size();
    long value = 0;
    for (int i = 0; i < size; i++) {
      int place = format.isBigEndian() ? i : size - 1 - i;
      value = (value << 8) | data.luaByte(position + place);
    }
    return value;
  }

  /** Extends the sign of a value; the distance counts modulo 64, as it happens to on x86. */
  private static long signed(long value, StructFormat format) {
    long mask = -1L << (int) (format.size() * 8 - 1);
    return (value & mask) == 0 ? value : value | mask;
  }

  private static long previousResult(List<LuaValue> results) {
    if (!results.isEmpty() && results.getLast().isnumber()) {
      // As C casts it; what it then takes for a size beyond all data is negative here.
      return UnsignedNumbers.toUnsignedLong(results.removeLast().todouble());
    }
    throw new Failure("format 'c0' needs a previous size");
  }

  private static int terminator(LuaString data, int position) {
    int index = position;
    while (index < data.m_length) {
      if (data.luaByte(index) == 0) {
        return index;
      }
      index++;
    }
    throw new Failure("unfinished string in data");
  }

  private static void require(Arguments arguments, LuaString data, long position, long size) {
    if (size < 0 || size > data.m_length || position > data.m_length - size) {
      throw arguments.error(2, "data string too short");
    }
  }
}
