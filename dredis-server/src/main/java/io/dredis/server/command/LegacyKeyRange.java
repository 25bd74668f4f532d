package io.dredis.server.command;

import java.util.List;

/**
 * Where a command's keys are as COMMAND told it before there were key specifications: first, last
 * and step, all 0 for a command whose keys cannot be told that way. A negative last counts from the
 * end.
 */
public record LegacyKeyRange(int first, int last, int step) {
  private static final LegacyKeyRange NONE = new LegacyKeyRange(0, 0, 0);

  /**
   * Derives the range as Redis 7.0 does: of one plain specification all of it; of several those
   * that follow upon each other without gaps, as one.
   */
  public static LegacyKeyRange of(List<KeySpec> specs) {
    if (specs.size() == 1 && isPlain(specs.getFirst())) {
      return new LegacyKeyRange(
          begin(specs.getFirst()), last(specs.getFirst()), range(specs.getFirst()).keyStep());
    }
    int first = 0;
    int last = 0;
    for (KeySpec spec : specs) {
      boolean follows =
          isPlain(spec) && range(spec).keyStep() == 1 && (last == 0 || begin(spec) == last + 1);
      if (follows) {
        first = first == 0 ? begin(spec) : Math.min(first, begin(spec));
        last = Integer.compareUnsigned(last, last(spec)) > 0 ? last : last(spec);
      }
    }
    return first == 0 ? NONE : new LegacyKeyRange(first, last, 1);
  }

  private static boolean isPlain(KeySpec spec) {
    return spec.begin() instanceof KeySpec.Begin.Index && spec.find() instanceof KeySpec.Find.Range;
  }

  private static int begin(KeySpec spec) {
    return ((KeySpec.Begin.Index) spec.begin()).index();
  }

  private static KeySpec.Find.Range range(KeySpec spec) {
    return (KeySpec.Find.Range) spec.find();
  }

  private static int last(KeySpec spec) {
    int lastKey = range(spec).lastKey();
    return lastKey < 0 ? lastKey : begin(spec) + lastKey;
  }
}
