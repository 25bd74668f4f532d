package io.dredis.lua.library;

import io.dredis.lua.language.Arguments;
import io.dredis.lua.language.Library;
import io.dredis.lua.language.Machine;
import io.dredis.lua.language.Table;
import java.util.function.IntBinaryOperator;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * The library {@code bit}: operations on 32 bits, as LuaJIT's BitOp defines them. Numbers are taken
 * modulo 2^32, results are signed.
 */
public final class BitLibrary {
  /** Added to a double, it leaves the integer nearest to it in the low 32 bits of the sum. */
  private static final double TO_LOW_BITS = 0x1.8p52;

  private static final int HEX_DIGITS = 8;

  private BitLibrary() {}

  /** Returns a new table of the library's functions. */
  public static Table create(Machine machine) {
    Library library = new Library(machine, new Table());
    library.add("tobit", arguments -> result(bits(arguments, 1)));
    library.add("bnot", arguments -> result(~bits(arguments, 1)));
    library.add("bswap", arguments -> result(Integer.reverseBytes(bits(arguments, 1))));
    library.add("tohex", BitLibrary::hexadecimal);
    addFold(library, "band", (a, b) -> a & b);
    addFold(library, "bor", (a, b) -> a | b);
    addFold(library, "bxor", (a, b) -> a ^ b);
    // Java takes shift distances modulo 32, as BitOp does.
    addPair(library, "lshift", (value, distance) -> value << distance);
    addPair(library, "rshift", (value, distance) -> value >>> distance);
    addPair(library, "arshift", (value, distance) -> value >> distance);
    addPair(library, "rol", Integer::rotateLeft);
    addPair(library, "ror", Integer::rotateRight);
    return library.table();
  }

  private static void addFold(Library library, String name, IntBinaryOperator operator) {
    library.add(
        name,
        arguments -> {
          int value = bits(arguments, 1);
          // From the last: of several arguments that are no numbers, it decides which is named.
          for (int i = arguments.count(); i > 1; i--) {
            value = operator.applyAsInt(value, bits(arguments, i));
          }
          return result(value);
        });
  }

  private static void addPair(Library library, String name, IntBinaryOperator operator) {
    library.add(
        name,
        arguments -> {
          int value = bits(arguments, 1);
          return result(operator.applyAsInt(value, bits(arguments, 2)));
        });
  }

  /** The lowest digits of a number, as many as the second argument says; negative: upper case. */
  private static Varargs hexadecimal(Arguments arguments) {
    int value = bits(arguments, 1);
    int wanted = arguments.isAbsent(2) ? HEX_DIGITS : bits(arguments, 2);
    String digits = wanted < 0 ? "0123456789ABCDEF" : "0123456789abcdef";
    int count = (int) Math.min(Math.abs((long) wanted), HEX_DIGITS);
    byte[] text = new byte[count];
    for (int i = count - 1; i >= 0; i--) {
      text[i] = (byte) digits.charAt(value & 15);
      value >>>= 4;
    }
    return LuaString.valueUsing(text);
  }

  private static int bits(Arguments arguments, int index) {
    return (int) Double.doubleToRawLongBits(arguments.number(index) + TO_LOW_BITS);
  }

  private static LuaValue result(int bits) {
    return LuaValue.valueOf(bits);
  }
}
