package io.dredis.rdb;

import java.io.IOException;

/**
 * Is told of one value after the other.
 *
 * <pre>
 * value = string / beginValue *element endValue     ; a list or a set
 *                / beginValue *field endValue       ; a hash
 *                / beginValue *member endValue      ; a sorted set
 * </pre>
 *
 * The arrays passed are the visitor's to keep. What a method throws ends the reading and reaches
 * the reader's caller as it is.
 */
public interface ValueVisitor {
  /** How many elements a value has when nobody knows. */
  long UNKNOWN_COUNT = -1;

  /** A string. */
  void string(byte[] value) throws IOException;

  /**
   * The start of a value that is no string. None is empty.
   *
   * @param type how it was kept; who writes it anew looks only at its {@link RdbType#valueType}
   * @param count how many elements, pairs or members will follow, exactly, if nothing fails before,
   *     or {@link #UNKNOWN_COUNT}. Nobody has seen them yet, so no memory should be taken for as
   *     many.
   */
  void beginValue(RdbType type, long count) throws IOException;

  /**
   * An element of a list, first to last, or a member of a set, in any order. Members that were kept
   * packed are distinct; in {@link RdbType#SET} the visitor has to see to that.
   */
  void element(byte[] element) throws IOException;

  /**
   * A field of a hash, in any order. Fields that were kept packed are distinct; in {@link
   * RdbType#HASH} the visitor has to see to that.
   */
  void field(byte[] field, byte[] value) throws IOException;

  /**
   * A member of a sorted set, in any order. Members that were kept packed are distinct; in {@link
   * RdbType#ZSET} and {@link RdbType#ZSET_2} the visitor has to see to that.
   *
   * @param score never NaN
   */
  void member(byte[] member, double score) throws IOException;

  /** The end of a value that is no string. */
  void endValue() throws IOException;
}
