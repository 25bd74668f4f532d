package io.dredis.storage.keyspace;

import io.dredis.storage.backend.Cursor;
import io.dredis.storage.backend.Reader;
import io.dredis.storage.encoding.BucketCounts;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.encoding.RecordKeys;
import io.dredis.storage.encoding.Space;
import io.dredis.storage.encoding.Varint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * Walks a whole store and says where its records contradict each other: counts and what they count,
 * expiry records and headers, elements and who refers to them. It reads every record and keeps
 * every key id in memory.
 */
public final class StoreCheck {
  /** Checks the elements of one value against its header. */
  public interface ValueCheck {
    /** Adds a line for each contradiction. */
    void check(Reader records, Header header, List<String> problems);
  }

  private final Reader records;
  private final ValueCheck values;
  private final List<String> problems = new ArrayList<>();
  private final Set<Long> generations = new HashSet<>();
  private final Set<Long> garbageGenerations = new HashSet<>();
  private final Set<Long> garbageIds = new HashSet<>();
  private final Set<Long> liveIds = new HashSet<>();
  private long idLimit = 1;

  private StoreCheck(Reader records, ValueCheck values) {
    this.records = records;
    this.values = values;
  }

  /** Returns a line for each contradiction, none for a store in order. */
  public static List<String> problems(Reader records, ValueCheck values) {
    StoreCheck check = new StoreCheck(records, values);
    check.readMeta();
    check.readGarbage();
    check.checkGenerationsKnown();
    check.generations.forEach(check::checkGeneration);
    check.garbageGenerations.forEach(check::collectIds);
    check.checkIdsKnown(Space.ELEMENT);
    check.checkIdsKnown(Space.INDEX);
    return check.problems;
  }

  private void require(boolean condition, String problem) {
    if (!condition) {
      problems.add(problem);
    }
  }

  private void readMeta() {
    walk(
        new byte[] {Space.META.code()},
        (key, value) -> {
          String name = RecordKeys.metaName(key);
          if (name.startsWith("generation:") || name.startsWith("loaded-over:")) {
            long generation = Varint.read(value, 0);
            require(generations.add(generation), "two databases have generation " + generation);
          } else if (name.equals("key-id-limit")) {
            idLimit = Varint.read(value, 0);
          }
        });
  }

  private void readGarbage() {
    walk(
        new byte[] {Space.GARBAGE.code()},
        (key, value) -> {
          long number = RecordKeys.garbageNumber(key);
          if (RecordKeys.garbageIsGeneration(key)) {
            garbageGenerations.add(number);
            require(!generations.contains(number), "generation " + number + " is used and garbage");
          } else if (!RecordKeys.garbageIsPart(key)) {
            garbageIds.add(number);
          }
        });
  }

  private void checkGenerationsKnown() {
    for (Space space : new Space[] {Space.DIRECTORY, Space.HEADER, Space.EXPIRY}) {
      walk(
          new byte[] {space.code()},
          (key, value) -> {
            long generation = RecordKeys.number(key);
            boolean known =
                generations.contains(generation) || garbageGenerations.contains(generation);
            require(known, space + " record of the unknown generation " + generation);
          });
    }
  }

  private void checkGeneration(long generation) {
    TreeMap<byte[], int[]> buckets = new TreeMap<>(Arrays::compareUnsigned);
    walk(
        RecordKeys.prefix(Space.DIRECTORY, generation),
        (key, value) -> {
          BucketCounts counts = BucketCounts.decode(value);
          buckets.put(RecordKeys.rest(key), new int[] {counts.keys(), counts.expires()});
        });
    walk(
        RecordKeys.prefix(Space.HEADER, generation),
        (key, value) -> {
          Header header = Header.decode(value);
          byte[] userKey = RecordKeys.rest(key);
          uncount(buckets, userKey, header);
          checkHeader(generation, userKey, header);
        });
    for (Map.Entry<byte[], int[]> bucket : buckets.entrySet()) {
      int[] left = bucket.getValue();
      require(
          left[0] == 0 && left[1] == 0,
          "the bucket at "
              + Arrays.toString(bucket.getKey())
              + " is off by "
              + Arrays.toString(left));
    }
    checkExpiryRecords(generation);
  }

  private void uncount(NavigableMap<byte[], int[]> buckets, byte[] userKey, Header header) {
    if (buckets.isEmpty()) {
      problems.add("no bucket for " + Arrays.toString(userKey));
      return;
    }
    Map.Entry<byte[], int[]> floor = buckets.floorEntry(userKey);
    int[] left = (floor == null ? buckets.firstEntry() : floor).getValue();
    left[0]--;
    left[1] -= header.expires() ? 1 : 0;
  }

  private void checkHeader(long generation, byte[] userKey, Header header) {
    if (header.expires()) {
      byte[] expiry = RecordKeys.expiry(generation, header.expiryMillis(), userKey);
      require(records.get(expiry) != null, "no expiry record for " + Arrays.toString(userKey));
    }
    if (header.kind().large()) {
      long id = header.keyId();
      require(liveIds.add(id), "two headers have key id " + id);
      require(!garbageIds.contains(id), "key id " + id + " is used and garbage");
      require(id < idLimit, "key id " + id + " is not below the limit " + idLimit);
    }
    values.check(records, header, problems);
  }

  private void checkExpiryRecords(long generation) {
    walk(
        RecordKeys.prefix(Space.EXPIRY, generation),
        (key, value) -> {
          byte[] header = records.get(RecordKeys.header(generation, RecordKeys.expiryUserKey(key)));
          require(
              header != null
                  && Header.decode(header).expiryMillis() == RecordKeys.expiryMillis(key),
              "the expiry record " + Arrays.toString(key) + " fits no header");
        });
  }

  private void collectIds(long garbageGeneration) {
    walk(
        RecordKeys.prefix(Space.HEADER, garbageGeneration),
        (key, value) -> {
          Header header = Header.decode(value);
          if (header.kind().large()) {
            garbageIds.add(header.keyId());
          }
        });
  }

  private void checkIdsKnown(Space space) {
    walk(
        new byte[] {space.code()},
        (key, value) -> {
          long id = RecordKeys.number(key);
          boolean known = liveIds.contains(id) || garbageIds.contains(id);
          require(known, space + " record of key id " + id + ", which nothing refers to");
        });
  }

  private interface RecordVisitor {
    void visit(byte[] key, byte[] value);
  }

  private void walk(byte[] prefix, RecordVisitor visitor) {
    try (Cursor cursor = records.cursor()) {
      boolean on = cursor.seek(prefix);
      for (; on && RecordKeys.startsWith(cursor.key(), prefix); on = cursor.next()) {
        visitor.visit(cursor.key(), cursor.value());
      }
    }
  }
}
