package io.dredis.lua.language;

import java.util.function.DoubleUnaryOperator;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The library {@code math}; its random numbers are those of Redis. */
final class MathLibrary {

  private MathLibrary() {}

  static Table create(Machine machine, Random48 random) {
    Library library = new Library(machine, new Table());
    // Of Java's two kinds always the one that agrees with glibc more often, in the last bit.
    add(library, "abs", Math::abs);
    add(library, "acos", x -> undefinedBeyondOne(x, Math.acos(x)));
    add(library, "asin", x -> undefinedBeyondOne(x, Math.asin(x)));
    add(library, "atan", Math::atan);
    add(library, "ceil", Math::ceil);
    add(library, "cos", Math::cos);
    add(library, "cosh", Math::cosh);
    add(library, "deg", x -> x / (Math.PI / 180));
    add(library, "exp", Math::exp);
    add(library, "floor", Math::floor);
    add(library, "log", Math::log);
    add(library, "log10", x -> x < 0 ? Double.NaN : StrictMath.log10(x));
    add(library, "rad", x -> x * (Math.PI / 180));
    add(library, "sin", Math::sin);
    add(library, "sinh", Math::sinh);
    add(library, "sqrt", Math::sqrt);
    add(library, "tan", Math::tan);
    add(library, "tanh", StrictMath::tanh);
    addOthers(library);
    library.add("random", a -> random(a, random));
    library.add(
        "randomseed",
        a -> {
          random.seed(a.smallInteger(1));
          return LuaValue.NONE;
        });
    library.table().rawset("pi", Numbers.of(Math.PI));
    library.table().rawset("huge", Numbers.of(Double.POSITIVE_INFINITY));
    return library.table();
  }

  private static void add(Library library, String name, DoubleUnaryOperator function) {
    library.add(name, a -> Numbers.of(function.applyAsDouble(a.number(1))));
  }

  /** A NaN of a function that C makes one without a sign. */
  private static double undefinedBeyondOne(double x, double result) {
    return Math.abs(x) > 1 ? Double.NaN : result;
  }

  private static void addOthers(Library library) {
    library.add("atan2", a -> Numbers.of(Math.atan2(a.number(1), a.number(2))));
    library.add("fmod", a -> Numbers.of(a.number(1) % a.number(2)));
    library.add("mod", a -> Numbers.of(a.number(1) % a.number(2)));
    library.add("pow", a -> Numbers.of(Arithmetic.power(a.number(1), a.number(2))));
    library.add("ldexp", a -> Numbers.of(ldexp(a.number(1), a.smallInteger(2))));
    library.add("frexp", a -> frexp(a.number(1)));
    library.add("modf", a -> modf(a.number(1)));
    library.add("max", a -> extreme(a, true));
    library.add("min", a -> extreme(a, false));
  }

  private static Varargs extreme(Arguments a, boolean largest) {
    double result = a.number(1);
    for (int i = 2; i <= a.count(); i++) {
      double value = a.number(i);
      if (largest ? value > result : value < result) {
        result = value;
      }
    }
    return Numbers.of(result);
  }

  private static double ldexp(double value, int exponent) {
    int bounded = Math.max(-2200, Math.min(2200, exponent));
    // In steps none of which leaves the range before the last.
    double result = value;
    for (; bounded > 1000; bounded -= 1000) {
      result *= 0x1p1000;
    }
    if (bounded < -1000 && result != 0) {
      return new java.math.BigDecimal(result).multiply(power(bounded)).doubleValue();
    }
    return Math.scalb(result, bounded);
  }

  private static java.math.BigDecimal power(int negativeExponent) {
    return java.math.BigDecimal.ONE.divide(
        new java.math.BigDecimal(java.math.BigInteger.TWO.pow(-negativeExponent)));
  }

  private static Varargs frexp(double value) {
    if (value == 0 || !Double.isFinite(value)) {
      return LuaValue.varargsOf(Numbers.of(value), LuaInteger.valueOf(0));
    }
    double scaled = Math.abs(value) < Double.MIN_NORMAL ? value * 0x1p54 : value;
    int exponent = Math.getExponent(scaled) + 1;
    double mantissa = Math.scalb(scaled, -exponent);
    return LuaValue.varargsOf(
        Numbers.of(mantissa), LuaInteger.valueOf(scaled == value ? exponent : exponent - 54));
  }

  private static Varargs modf(double value) {
    double whole = value < 0 ? Math.ceil(value) : Math.floor(value);
    double fraction =
        Double.isInfinite(value) ? Math.copySign(0, value) : Math.copySign(value - whole, value);
    return LuaValue.varargsOf(Numbers.of(whole), Numbers.of(fraction));
  }

  private static Varargs random(Arguments a, Random48 random) {
    double r = random.next();
    if (a.count() > 2) {
      throw new Failure("wrong number of arguments");
    }
    if (a.count() == 0) {
      return Numbers.of(r);
    }
    int last = a.count();
    int from = last == 1 ? 1 : a.smallInteger(1);
    int to = a.smallInteger(last);
    if (from > to) {
      throw Failure.argument(last, "interval is empty");
    }
    return Numbers.of(Math.floor(r * (to - from + 1)) + from);
  }
}
