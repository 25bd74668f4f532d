package io.dredis.storage.gc;

import io.dredis.storage.backend.Batch;
import io.dredis.storage.backend.Cursor;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.encoding.ListNode;
import io.dredis.storage.encoding.ListSlots;
import io.dredis.storage.encoding.RecordKeys;
import io.dredis.storage.encoding.Space;
import io.dredis.storage.transaction.Transaction;
import java.util.Arrays;

/**
 * Deletes the records of dropped key ids, parts of key ids and generations, in steps as small as
 * the caller wants.
 *
 * <p>Each step is one batch straight to the backend. The garbage record goes with the last of its
 * records, so a step that fails or a crash between steps only means that the next one goes on from
 * there. A dropped generation's headers are walked once: the key ids they hold become garbage of
 * their own; so does what a dropped node of a list leads to.
 */
public final class Collector {
  private static final byte[] NOTHING = new byte[0];

  /**
   * What a step did.
   *
   * @param records how many records it deleted
   * @param more whether there is more to delete
   */
  public record Progress(int records, boolean more) {}

  private final Transaction transaction;
  private final KeyIds keyIds;
  // Where the last step ended, so that the next does not walk over what a log-structured store has
  // only marked deleted.
  private byte[] garbageKeyOrNull;
  private byte[] resumeKey;

  /** The collector of the store that a transaction writes. */
  public Collector(Transaction transaction, KeyIds keyIds) {
    this.transaction = transaction;
    this.keyIds = keyIds;
  }

  /** Deletes at most {@code maxRecords} records, which must be positive. */
  public Progress collect(int maxRecords) {
    Batch batch = new Batch();
    Step step = new Step(batch, maxRecords);
    byte[] garbage;
    // Closed before the commit, for which a backend may have to wait for whoever reads.
    try (Cursor cursor = transaction.backend().cursor()) {
      garbage = nextGarbage(cursor, new byte[] {Space.GARBAGE.code()});
      while (garbage != null && step.left > 0) {
        if (!deleteGarbage(cursor, garbage, step)) {
          break;
        }
        garbage = nextGarbage(cursor, next(garbage));
      }
    }
    transaction.backend().commit(batch);
    rememberPosition(garbage, step);
    return new Progress(step.deleted, garbage != null || step.found > 0);
  }

  private void rememberPosition(byte[] garbageOrNull, Step step) {
    garbageKeyOrNull = step.position == null ? null : garbageOrNull;
    resumeKey = step.position;
  }

  /** Returns the first garbage record at or after a key that may be worked on, or null. */
  private byte[] nextGarbage(Cursor cursor, byte[] from) {
    for (boolean on = cursor.seek(from);
        on && Space.GARBAGE.holds(cursor.key());
        on = cursor.next()) {
      byte[] key = cursor.key();
      boolean written =
          !RecordKeys.garbageIsGeneration(key)
              && keyIds.isBeingWritten(RecordKeys.garbageNumber(key));
      // A value written aside is no garbage any more once the transaction that shows it is pending.
      if (!written && transaction.get(key) != null) {
        return key;
      }
    }
    return null;
  }

  /**
   * Deletes what a garbage record is about, and the record itself with the last of it; returns
   * whether all is done.
   */
  private boolean deleteGarbage(Cursor cursor, byte[] garbage, Step step) {
    boolean resumed = garbageKeyOrNull != null && Arrays.equals(garbageKeyOrNull, garbage);
    byte[] resumeKeyOrNull = resumed ? resumeKey : null;
    boolean done =
        RecordKeys.garbageIsPart(garbage)
            ? deletePart(cursor, garbage, resumeKeyOrNull, step)
            : deleteAll(cursor, garbage, resumeKeyOrNull, step);
    if (done) {
      step.batch.delete(garbage);
      step.position = null;
    }
    return done;
  }

  private boolean deleteAll(Cursor cursor, byte[] garbage, byte[] resumeKeyOrNull, Step step) {
    long number = RecordKeys.garbageNumber(garbage);
    Space[] spaces =
        RecordKeys.garbageIsGeneration(garbage)
            ? new Space[] {Space.DIRECTORY, Space.HEADER, Space.EXPIRY}
            : new Space[] {Space.ELEMENT, Space.INDEX};
    for (Space space : spaces) {
      byte[] prefix = RecordKeys.prefix(space, number);
      if (resumeKeyOrNull != null && resumeKeyOrNull[0] > prefix[0]) {
        continue;
      }
      boolean within = resumeKeyOrNull != null && resumeKeyOrNull[0] == prefix[0];
      if (!deleteSpace(cursor, prefix, within ? resumeKeyOrNull : prefix, step)) {
        return false;
      }
    }
    return true;
  }

  private boolean deletePart(Cursor cursor, byte[] garbage, byte[] resumeKeyOrNull, Step step) {
    long keyId = RecordKeys.garbageNumber(garbage);
    byte[] part = RecordKeys.garbagePart(garbage);
    if (RecordKeys.garbagePartIsNode(garbage)) {
      dropBelow(keyId, part, step);
      return true;
    }
    byte[] from = resumeKeyOrNull == null ? RecordKeys.element(keyId, part) : resumeKeyOrNull;
    byte[] to = RecordKeys.element(keyId, cursor.value());
    for (boolean on = cursor.seek(from);
        on && Arrays.compareUnsigned(cursor.key(), to) < 0;
        on = cursor.next()) {
      byte[] key = cursor.key();
      if (step.left == 0) {
        step.position = key;
        return false;
      }
      step.delete(key);
    }
    return true;
  }

  /** Deletes a node of a list, and makes what it leads to garbage. */
  private void dropBelow(long keyId, byte[] nodeId, Step step) {
    byte[] key = RecordKeys.index(keyId, nodeId);
    byte[] record = transaction.backend().get(key);
    if (record == null) {
      return;
    }
    ListNode node = ListNode.decode(record, 0);
    for (int i = 0; i < node.size(); i++) {
      if (node.level() > 0) {
        step.batch.put(RecordKeys.garbageNode(keyId, ListNode.idBytes(node.id(i))), NOTHING);
      } else {
        step.batch.put(
            RecordKeys.garbageRange(keyId, ListSlots.bytes(node.id(i))),
            ListSlots.bytes(node.id(i) + node.count(i)));
      }
      step.found++;
    }
    step.delete(key);
    // A put costs what a deletion does.
    step.left = Math.max(0, step.left - node.size());
  }

  private boolean deleteSpace(Cursor cursor, byte[] prefix, byte[] from, Step step) {
    boolean headers = Space.HEADER.holds(prefix);
    for (boolean on = cursor.seek(from);
        on && RecordKeys.startsWith(cursor.key(), prefix);
        on = cursor.next()) {
      byte[] key = cursor.key();
      if (step.left == 0) {
        step.position = key;
        return false;
      }
      if (headers) {
        Header header = Header.decode(cursor.value());
        if (header.kind().large()) {
          step.batch.put(RecordKeys.garbageKeyId(header.keyId()), NOTHING);
          step.found++;
        }
      }
      step.delete(key);
    }
    return true;
  }

  /** What one step has done so far. */
  private static final class Step {
    private final Batch batch;
    private int left;
    private int deleted;
    private int found;
    private byte[] position;

    Step(Batch batch, int maxRecords) {
      this.batch = batch;
      this.left = maxRecords;
    }

    void delete(byte[] key) {
      batch.delete(key);
      left--;
      deleted++;
    }
  }

  private static byte[] next(byte[] key) {
    return Arrays.copyOf(key, key.length + 1);
  }
}
