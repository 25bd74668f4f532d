package io.dredis.server.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Finds the keys of a request by the command's key specifications, as Redis 7.0 does.
 *
 * <p>Where Redis does not trust the specifications, because one says that it is incomplete, not
 * expressible or true of some calls only, a finder written for that command takes their place.
 */
public final class Keys {
  private static final Map<String, Function<byte[][], List<KeyReference>>> FINDERS =
      Map.of(
          "migrate", Keys::ofMigrate,
          "set", Keys::ofSet,
          "sort", Keys::ofSort,
          "sort_ro", Keys::ofSortReadOnly);

  private static final int MIGRATE_KEY = 3;
  private static final int MIGRATE_OPTIONS = 6;

  private Keys() {}

  /** Returns whether the command has keys, as COMMAND GETKEYS sees it. */
  public static boolean has(CommandSpec spec) {
    return hasFinder(spec) || spec.keySpecs().stream().anyMatch(Keys::isKey);
  }

  /**
   * Returns the keys of a request, in the order of the specifications; none when the request does
   * not fit them.
   *
   * @param request the command's name (and the subcommand's) first
   */
  public static List<KeyReference> of(CommandSpec spec, byte[][] request) {
    boolean variable =
        spec.keySpecs().stream().anyMatch(each -> each.flags().contains("variable_flags"));
    Optional<List<KeyReference>> keys = variable ? Optional.empty() : bySpecs(spec, request);
    if (keys.isPresent()) {
      return keys.get();
    }
    return hasFinder(spec) ? FINDERS.get(spec.fullName()).apply(request) : List.of();
  }

  private static boolean hasFinder(CommandSpec spec) {
    return FINDERS.containsKey(spec.fullName());
  }

  private static boolean isKey(KeySpec spec) {
    return !spec.flags().contains("not_key");
  }

  /**
   * Returns the keys, or nothing when a specification does not fit the request or does not say all.
   */
  private static Optional<List<KeyReference>> bySpecs(CommandSpec command, byte[][] request) {
    List<KeyReference> keys = new ArrayList<>();
    for (KeySpec spec : command.keySpecs()) {
      if (isKey(spec) && !addKeys(spec, request, keys)) {
        return Optional.empty();
      }
    }
    return Optional.of(keys);
  }

  private static boolean addKeys(KeySpec spec, byte[][] request, List<KeyReference> keys) {
    if (spec.begin() instanceof KeySpec.Begin.Unknown) {
      return false;
    }
    int begin = begin(spec.begin(), request);
    if (begin == 0) {
      return true;
    }
    Optional<Range> range = range(spec.find(), begin, request);
    if (range.isEmpty() || !range.get().isWithin(request.length)) {
      return false;
    }
    for (int i = range.get().first(); i <= range.get().last(); i += range.get().step()) {
      keys.add(new KeyReference(i, spec.flags()));
    }
    return !spec.flags().contains("incomplete");
  }

  /** Returns where the search begins, or 0 when a keyword is not there. */
  private static int begin(KeySpec.Begin begin, byte[][] request) {
    return switch (begin) {
      case KeySpec.Begin.Index index -> index.index();
      case KeySpec.Begin.Keyword keyword -> behind(keyword, request);
      case KeySpec.Begin.Unknown unknown -> 0;
    };
  }

  private static int behind(KeySpec.Begin.Keyword keyword, byte[][] request) {
    boolean forwards = keyword.startFrom() > 0;
    int start = forwards ? keyword.startFrom() : request.length + keyword.startFrom();
    // Neither the last argument of a forward search nor the first of a backward one can be the
    // keyword of anything.
    int end = forwards ? request.length - 1 : 1;
    int step = start <= end ? 1 : -1;
    for (int i = start; i != end && i >= 0 && i < request.length; i += step) {
      if (equalsIgnoringCase(request[i], keyword.keyword())) {
        return i + 1;
      }
    }
    return 0;
  }

  private static boolean equalsIgnoringCase(byte[] argument, String keyword) {
    return Arguments.is(argument, keyword.toUpperCase(Locale.ROOT));
  }

  private static Optional<Range> range(KeySpec.Find find, int begin, byte[][] request) {
    return switch (find) {
      case KeySpec.Find.Range range ->
          Optional.of(new Range(begin, last(range, begin, request.length), range.keyStep()));
      case KeySpec.Find.KeyNumber number -> numbered(number, begin, request);
      case KeySpec.Find.Unknown unknown -> Optional.empty();
    };
  }

  private static int last(KeySpec.Find.Range range, int begin, int count) {
    if (range.lastKey() >= 0) {
      return begin + range.lastKey();
    }
    return range.limit() == 0
        ? count + range.lastKey()
        : begin + (count - begin) / range.limit() + range.lastKey();
  }

  private static Optional<Range> numbered(
      KeySpec.Find.KeyNumber number, int begin, byte[][] request) {
    int index = begin + number.keyNumberIndex();
    if (index >= request.length || !Numbers.isLong(request[index])) {
      return Optional.empty();
    }
    long keyCount = Numbers.parseLong(request[index]);
    if (keyCount < 0 || keyCount > request.length) {
      return Optional.empty();
    }
    int first = begin + number.firstKey();
    return Optional.of(
        new Range(first, first + ((int) keyCount - 1) * number.keyStep(), number.keyStep()));
  }

  private static List<KeyReference> ofMigrate(byte[][] request) {
    for (int i = MIGRATE_OPTIONS; i < request.length; i++) {
      if (Arguments.is(request[i], "AUTH")) {
        i++;
      } else if (Arguments.is(request[i], "AUTH2")) {
        i += 2;
      } else if (Arguments.is(request[i], "KEYS")) {
        // A key beside them is an error.
        return request[MIGRATE_KEY].length > 0 ? List.of() : migrated(i + 1, request.length);
      }
    }
    return migrated(MIGRATE_KEY, MIGRATE_KEY + 1);
  }

  private static List<KeyReference> migrated(int fromInclusive, int toExclusive) {
    return IntStream.range(fromInclusive, toExclusive)
        .mapToObj(index -> new KeyReference(index, List.of("RW", "access", "delete")))
        .toList();
  }

  private static List<KeyReference> ofSet(byte[][] request) {
    for (int i = 3; i < request.length; i++) {
      if (Arguments.is(request[i], "GET")) {
        return List.of(new KeyReference(1, List.of("RW", "access", "update")));
      }
    }
    return List.of(new KeyReference(1, List.of("OW", "update")));
  }

  private static List<KeyReference> ofSort(byte[][] request) {
    KeyReference target = null;
    for (int i = 2; i < request.length; i++) {
      if (Arguments.is(request[i], "LIMIT")) {
        i += 2;
      } else if (Arguments.is(request[i], "GET") || Arguments.is(request[i], "BY")) {
        i++;
      } else if (Arguments.is(request[i], "STORE") && i + 1 < request.length) {
        // The last one counts, and its key may itself be spelt like an option.
        target = new KeyReference(i + 1, List.of("OW", "update"));
      }
    }
    List<KeyReference> source = ofSortReadOnly(request);
    return target == null ? source : List.of(source.get(0), target);
  }

  private static List<KeyReference> ofSortReadOnly(byte[][] request) {
    return List.of(new KeyReference(1, List.of("RO", "access")));
  }

  private record Range(int first, int last, int step) {
    boolean isWithin(int count) {
      return first < count && last < count && last >= first;
    }
  }
}
