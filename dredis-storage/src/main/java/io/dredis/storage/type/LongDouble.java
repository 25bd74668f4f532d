package io.dredis.storage.type;

import io.dredis.storage.type.ValueException.Reason;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number as C's {@code long double} on x86 holds it, in which INCRBYFLOAT and HINCRBYFLOAT add:
 * 64 bits of mantissa, 15 of exponent, rounded half to even.
 *
 * <p>Java has no such type, and with a plain double {@code 3.0e3 + 0.1} or seventeen digits would
 * come out otherwise than from Redis. The value is {@code mantissa · 2^exponent}; infinite values
 * are told by their sign alone. Immutable.
 */
public final class LongDouble {
  /** The number 0. */
  public static final LongDouble ZERO = new LongDouble(BigInteger.ZERO, 0, 0);

  private static final int MANTISSA_BITS = 64;
  private static final int LEAST_EXPONENT = -16445;
  private static final int MAX_BITS = 16384;
  private static final int MAX_TEXT_BYTES = 5 * 1024 - 1;
  // Far beyond what the range and the longest text can need, and small enough to compute with.
  private static final int MAX_DECIMAL_EXPONENT = 20_000;
  private static final int FRACTION_DIGITS = 17;
  private static final Pattern DECIMAL =
      Pattern.compile("([+-]?)(\\d*)(?:\\.(\\d*))?(?:[eE]([+-]?\\d+))?");
  private static final Pattern HEXADECIMAL =
      Pattern.compile("([+-]?)0[xX]([0-9a-fA-F]*)(?:\\.([0-9a-fA-F]*))?(?:[pP]([+-]?\\d+))?");
  private static final Pattern INFINITE = Pattern.compile("([+-]?)(?i:inf|infinity)");

  private final BigInteger mantissa;
  private final int exponent;
  private final int infiniteSign;

  private LongDouble(BigInteger mantissa, int exponent, int infiniteSign) {
    this.mantissa = mantissa;
    this.exponent = exponent;
    this.infiniteSign = infiniteSign;
  }

  /**
   * Reads a number as C's {@code strtold} does: decimal, hexadecimal or infinite, without spaces.
   *
   * @throws ValueException when it is none, or too large or too small to be told from infinity or 0
   */
  public static LongDouble parse(byte[] text) {
    if (text.length == 0 || text.length > MAX_TEXT_BYTES) {
      throw new ValueException(Reason.NOT_A_FLOAT);
    }
    String string = new String(text, StandardCharsets.ISO_8859_1);
    Matcher infinite = INFINITE.matcher(string);
    if (infinite.matches()) {
      return infinite(infinite.group(1).equals("-") ? -1 : 1);
    }
    Matcher decimal = DECIMAL.matcher(string);
    if (decimal.matches()) {
      return parse(decimal, 10);
    }
    Matcher hexadecimal = HEXADECIMAL.matcher(string);
    if (hexadecimal.matches()) {
      return parse(hexadecimal, 16);
    }
    throw new ValueException(Reason.NOT_A_FLOAT);
  }

  private static LongDouble parse(Matcher parts, int radix) {
    String fraction = parts.group(3) == null ? "" : parts.group(3);
    String digits = parts.group(2) + fraction;
    if (digits.isEmpty()) {
      throw new ValueException(Reason.NOT_A_FLOAT);
    }
    BigInteger unscaled = new BigInteger(digits, radix);
    if (unscaled.signum() == 0) {
      return ZERO;
    }
    long scale =
        clampedExponent(parts.group(4), radix) - (radix == 16 ? 4L : 1L) * fraction.length();
    BigInteger factor = BigInteger.valueOf(radix == 16 ? 2 : 10).pow((int) Math.abs(scale));
    BigInteger numerator = scale > 0 ? unscaled.multiply(factor) : unscaled;
    LongDouble rounded = round(numerator, scale < 0 ? factor : BigInteger.ONE, 0);
    if (!rounded.isFinite() || rounded.mantissa.signum() == 0) {
      throw new ValueException(Reason.NOT_A_FLOAT);
    }
    return parts.group(1).equals("-") ? rounded.negate() : rounded;
  }

  /** Returns an exponent, or one of the same sign that is as much too large. */
  private static long clampedExponent(String textOrNull, int radix) {
    if (textOrNull == null) {
      return 0;
    }
    long limit = radix == 16 ? 4L * MAX_DECIMAL_EXPONENT : MAX_DECIMAL_EXPONENT;
    BigInteger value = new BigInteger(textOrNull);
    return value.bitLength() > 31
        ? value.signum() * limit
        : Math.clamp(value.longValue(), -limit, limit);
  }

  private static LongDouble infinite(int sign) {
    return new LongDouble(BigInteger.ZERO, 0, sign);
  }

  private LongDouble negate() {
    return new LongDouble(mantissa.negate(), exponent, -infiniteSign);
  }

  /**
   * Returns the number nearest to {@code numerator / denominator · 2^exponent}, both of them
   * positive.
   */
  private static LongDouble round(BigInteger numerator, BigInteger denominator, int exponent) {
    int shift = MANTISSA_BITS - (numerator.bitLength() - denominator.bitLength());
    if (shifted(numerator, denominator, shift)[0].bitLength() > MANTISSA_BITS) {
      shift--;
    }
    shift = Math.min(shift, exponent - LEAST_EXPONENT);
    BigInteger[] divided = shifted(numerator, denominator, shift);
    BigInteger divisor = shift < 0 ? denominator.shiftLeft(-shift) : denominator;
    int half = divided[1].shiftLeft(1).compareTo(divisor);
    boolean up = half > 0 || (half == 0 && divided[0].testBit(0));
    BigInteger mantissa = up ? divided[0].add(BigInteger.ONE) : divided[0];
    return mantissa.bitLength() + exponent - shift > MAX_BITS
        ? infinite(1)
        : new LongDouble(mantissa, exponent - shift, 0);
  }

  private static BigInteger[] shifted(BigInteger numerator, BigInteger denominator, int shift) {
    return shift < 0
        ? numerator.divideAndRemainder(denominator.shiftLeft(-shift))
        : numerator.shiftLeft(shift).divideAndRemainder(denominator);
  }

  /** Returns whether it is neither infinite nor the difference of infinite numbers. */
  public boolean isFinite() {
    return infiniteSign == 0;
  }

  /** Returns the sum, which is not finite when one of both is not or it is too large. */
  public LongDouble plus(LongDouble other) {
    if (!isFinite() || !other.isFinite()) {
      return isFinite() ? other : this;
    }
    int least = Math.min(exponent, other.exponent);
    BigInteger sum =
        mantissa.shiftLeft(exponent - least).add(other.mantissa.shiftLeft(other.exponent - least));
    if (sum.signum() == 0) {
      return ZERO;
    }
    LongDouble rounded = round(sum.abs(), BigInteger.ONE, least);
    return sum.signum() < 0 ? rounded.negate() : rounded;
  }

  /** Returns the product with a positive number, which is not finite when it is too large. */
  public LongDouble times(long factor) {
    if (!isFinite() || mantissa.signum() == 0) {
      return this;
    }
    BigInteger product = mantissa.abs().multiply(BigInteger.valueOf(factor));
    LongDouble rounded = round(product, BigInteger.ONE, exponent);
    return mantissa.signum() < 0 ? rounded.negate() : rounded;
  }

  /**
   * Returns the least integer that is not smaller, or, where C on x86 does so too, the least {@code
   * long} when it does not fit one.
   */
  public long ceiling() {
    if (!isFinite()) {
      return Long.MIN_VALUE;
    }
    // Shifting right rounds down, and so the other way round up.
    BigInteger ceiling =
        exponent >= 0
            ? mantissa.shiftLeft(exponent)
            : mantissa.negate().shiftRight(-exponent).negate();
    return ceiling.bitLength() < Long.SIZE ? ceiling.longValue() : Long.MIN_VALUE;
  }

  /** Returns a finite number with up to 17 digits behind the point, without an exponent. */
  public byte[] format() {
    BigDecimal exact =
        exponent >= 0
            ? new BigDecimal(mantissa.shiftLeft(exponent))
            : new BigDecimal(mantissa.multiply(BigInteger.valueOf(5).pow(-exponent)), -exponent);
    BigDecimal rounded = exact.setScale(FRACTION_DIGITS, RoundingMode.HALF_EVEN);
    String text = rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
