package io.dredis.server.command.sort;

import io.dredis.server.command.CommandException;
import io.dredis.server.command.Doubles;
import io.dredis.server.command.Errors;
import io.dredis.storage.type.Integers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/** The order that a SORT asks for. What it calls equal stays in the order of the source. */
final class SortOrder {
  private final SortOptions options;
  private final SortValues values;

  SortOrder(SortOptions options, SortValues values) {
    this.options = options;
    this.values = values;
  }

  /**
   * Returns an element with what decides its place.
   *
   * @throws CommandException when that has to be a number and is none
   */
  SortEntry entry(byte[] element) {
    if (!options.sorted() || (options.alpha() && options.byOrNull() == null)) {
      return new SortEntry(element, 0, null);
    }
    byte[] weightOrNull = element;
    if (options.byOrNull() != null) {
      SortValues.Value found = values.find(options.byOrNull(), element);
      weightOrNull = found == null ? null : found.bytes();
    }
    return options.alpha()
        ? new SortEntry(element, 0, weightOrNull)
        : new SortEntry(element, weightOrNull == null ? 0 : score(weightOrNull), null);
  }

  private static double score(byte[] weight) {
    if (Integers.isCanonical(weight)) {
      return Integers.parse(weight);
    }
    Double score = Doubles.parseCStringInRange(new String(weight, StandardCharsets.ISO_8859_1));
    if (score == null) {
      throw new CommandException(Errors.SORT_WEIGHT_NOT_A_FLOAT);
    }
    return score;
  }

  /** Returns how two entries are compared. */
  Comparator<SortEntry> comparator() {
    if (!options.sorted()) {
      // All have the same.
      return Comparator.comparingDouble(SortEntry::score);
    }
    Comparator<SortEntry> ascending =
        options.alpha() ? byText() : SortOrder::compareScoresThenElements;
    return options.descending() ? ascending.reversed() : ascending;
  }

  private static int compareScoresThenElements(SortEntry one, SortEntry other) {
    if (one.score() != other.score()) {
      return one.score() < other.score() ? -1 : 1;
    }
    return Arrays.compareUnsigned(one.element(), other.element());
  }

  private Comparator<SortEntry> byText() {
    // Redis answers in the order of the locale, for C strings, but stores in that of all bytes, so
    // that replicas agree. The locale is taken to be C, whose order is that of the bytes too.
    Comparator<byte[]> texts =
        options.targetOrNull() == null ? SortOrder::compareCStrings : Arrays::compareUnsigned;
    return options.byOrNull() == null
        ? Comparator.comparing(SortEntry::element, texts)
        : Comparator.comparing(SortEntry::weightOrNull, Comparator.nullsFirst(texts));
  }

  private static int compareCStrings(byte[] one, byte[] other) {
    int common = Math.min(one.length, other.length);
    for (int i = 0; i < common; i++) {
      if (one[i] != other[i]) {
        return Byte.compareUnsigned(one[i], other[i]);
      } else if (one[i] == 0) {
        return 0;
      }
    }
    int ofOne = one.length > common && one[common] != 0 ? 1 : 0;
    int ofOther = other.length > common && other[common] != 0 ? 1 : 0;
    return ofOne - ofOther;
  }
}
