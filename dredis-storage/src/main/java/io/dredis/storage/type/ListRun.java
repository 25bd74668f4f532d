package io.dredis.storage.type;

/**
 * Consecutive slots, each of which has an element.
 *
 * @param first the first slot
 * @param count how many they are
 */
record ListRun(long first, long count) {

  /** Returns the slot behind the last one. */
  long end() {
    return first + count;
  }
}
