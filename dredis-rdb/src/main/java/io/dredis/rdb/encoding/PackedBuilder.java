package io.dredis.rdb.encoding;

/** Makes a packed value of entries, each in the smallest encoding there is for it. */
public interface PackedBuilder {
  /** Adds an entry; what looks like an integer becomes one. */
  void add(byte[] entry);

  /** Returns how many bytes the value takes so far. */
  int size();

  /** Returns how many entries there are so far. */
  int count();

  /** Returns the value; nothing can be added afterwards. */
  byte[] build();
}
