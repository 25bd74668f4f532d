package io.dredis.storage.type;

import io.dredis.storage.encoding.RecordKeys;
import io.dredis.storage.encoding.ScoreCodec;
import java.util.Arrays;

/**
 * The element records of a large sorted set: each member twice, by its bytes and by its score.
 *
 * <pre>
 * element key = element · key id · 00 · member
 * element     = score(8)
 * element key = element · key id · 01 · order of the score(8) · member    ; -0 is ordered as 0
 * element     =                                              ; nothing
 *             | 2d                                           ; the score is -0
 * </pre>
 *
 * The second section is counted by an index.
 */
final class SortedSetRecords {
  private static final byte BY_MEMBER = 0;
  private static final byte BY_SCORE = 1;
  private static final byte[] NOTHING = new byte[0];
  private static final byte[] NEGATIVE_ZERO = {'-'};

  private final byte[] memberPrefix;
  private final byte[] scorePrefix;

  SortedSetRecords(long keyId) {
    memberPrefix = RecordKeys.element(keyId, new byte[] {BY_MEMBER});
    scorePrefix = RecordKeys.element(keyId, new byte[] {BY_SCORE});
  }

  /** Returns what the keys of the members by bytes begin with. */
  byte[] memberPrefix() {
    return memberPrefix;
  }

  /** Returns what the keys of the members by score begin with. */
  byte[] scorePrefix() {
    return scorePrefix;
  }

  byte[] memberKey(byte[] member) {
    byte[] key = Arrays.copyOf(memberPrefix, memberPrefix.length + member.length);
    System.arraycopy(member, 0, key, memberPrefix.length, member.length);
    return key;
  }

  byte[] memberRecord(double score) {
    byte[] record = new byte[ScoreCodec.LENGTH];
    ScoreCodec.write(record, 0, score);
    return record;
  }

  byte[] scoreKey(double score, byte[] member) {
    return orderKey(ScoreCodec.order(score), member);
  }

  /** Returns the key that all members with at least this order are at or behind. */
  byte[] orderKey(long order, byte[] member) {
    int offset = scorePrefix.length + ScoreCodec.LENGTH;
    byte[] key = Arrays.copyOf(scorePrefix, offset + member.length);
    ScoreCodec.writeOrder(key, scorePrefix.length, order);
    System.arraycopy(member, 0, key, offset, member.length);
    return key;
  }

  byte[] scoreRecord(double score) {
    return score == 0 && 1 / score < 0 ? NEGATIVE_ZERO : NOTHING;
  }

  /** Returns the member in a key of either section. */
  byte[] member(byte[] key) {
    boolean byScore = key[scorePrefix.length - 1] == BY_SCORE;
    return RecordKeys.rest(key, scorePrefix.length + (byScore ? ScoreCodec.LENGTH : 0));
  }

  /** Returns the score in a record of either section. */
  double score(byte[] key, byte[] value) {
    if (key[scorePrefix.length - 1] == BY_MEMBER) {
      return ScoreCodec.read(value, 0);
    }
    return value.length > 0 ? -0.0 : ScoreCodec.read(key, scorePrefix.length);
  }
}
