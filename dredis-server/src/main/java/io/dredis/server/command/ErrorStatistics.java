package io.dredis.server.command;

import java.util.Map;
import java.util.TreeMap;

/**
 * How often each error code was answered, as INFO errorstats shows it. Used under the execution
 * lock.
 */
public final class ErrorStatistics {
  private static final int CODES_AT_MOST = 128;
  private static final int CODE_LENGTH_MAX = 30;
  private static final String NO_CODE = "ERR";

  private final Map<String, Long> countByCode = new TreeMap<>();
  private long total;

  /**
   * Counts an error by its code, the first word of its text; where a space does not end that soon,
   * the text has no code and counts as Redis's most general one.
   */
  void count(String errorText) {
    total++;
    int space = errorText.indexOf(' ');
    String code = space < 0 || space > CODE_LENGTH_MAX ? NO_CODE : errorText.substring(0, space);
    if (countByCode.size() < CODES_AT_MOST || countByCode.containsKey(code)) {
      countByCode.merge(code, 1L, Long::sum);
    }
  }

  /** Returns the counts by error code, sorted. */
  public Map<String, Long> countByCode() {
    return countByCode;
  }

  /** Returns how many errors were answered. */
  public long total() {
    return total;
  }

  /** Forgets everything. */
  public void reset() {
    countByCode.clear();
    total = 0;
  }
}
