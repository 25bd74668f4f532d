package io.dredis.server.command.server;

import io.dredis.server.resp.DoubleFormat;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.encoding.ValueType;
import io.dredis.storage.keyspace.Database;
import io.dredis.storage.keyspace.GlobPattern;
import io.dredis.storage.keyspace.KeyCursor;
import io.dredis.storage.keyspace.Keyspace;
import io.dredis.storage.keyspace.Store;
import io.dredis.storage.type.FieldStream;
import io.dredis.storage.type.HashValue;
import io.dredis.storage.type.Hashes;
import io.dredis.storage.type.ListCursor;
import io.dredis.storage.type.ListValue;
import io.dredis.storage.type.Lists;
import io.dredis.storage.type.MemberStream;
import io.dredis.storage.type.SetValue;
import io.dredis.storage.type.Sets;
import io.dredis.storage.type.SortedSetEntries;
import io.dredis.storage.type.SortedSetValue;
import io.dredis.storage.type.SortedSets;
import io.dredis.storage.type.StringValue;
import io.dredis.storage.type.Strings;
import java.nio.charset.StandardCharsets;

/**
 * DEBUG DIGEST and DEBUG DIGEST-VALUE: twenty bytes that are the same for the same data, in dredis
 * as in Redis 7.0.
 *
 * <pre>
 * dataset  = for each database with keys: mix(number, 32 bits); for each key: xor(digest of the key)
 * key      = mix(name), then the value
 * value    = mix(type, 32 bits), then its content, then xor("!!expire!!") if the key expires
 * string   = mix(content)
 * list     = for each element: mix(element)
 * set      = for each member: xor(member)
 * hash     = for each field: xor(digest of the field); field = mix(field), mix(value)
 * zset     = for each member: xor(twenty bytes of: mix(member), mix(score as text))
 * </pre>
 */
final class DatasetDigest {
  private static final String EXPIRES = "!!expire!!";

  private final Strings strings = new Strings(() -> Long.MAX_VALUE);
  private final Lists lists = new Lists(() -> 0);
  private final Sets sets = new Sets(() -> 0);
  private final Hashes hashes = new Hashes(() -> 0, () -> 0);
  private final SortedSets sortedSets = new SortedSets(() -> 0, () -> 0);

  /** Returns the digest of everything in the store. */
  Digest ofAll(Store store) {
    Digest all = new Digest();
    for (int number = 0; number < store.databaseCount(); number++) {
      Database database = store.database(number);
      if (database.size() > 0) {
        all.mix(number);
        addKeys(all, database);
      }
    }
    return all;
  }

  private void addKeys(Digest all, Keyspace keyspace) {
    try (KeyCursor keys = keyspace.keys(GlobPattern.ALL)) {
      while (keys.next()) {
        Digest digest = new Digest();
        digest.mix(keys.key());
        addValue(digest, keyspace, keys.header());
        all.xor(digest);
      }
    }
  }

  /** Returns the digest of one value, of zeros when there is no such key. */
  Digest ofValue(Keyspace keyspace, byte[] key) {
    Digest digest = new Digest();
    Header header = keyspace.find(key);
    if (header != null) {
      addValue(digest, keyspace, header);
    }
    return digest;
  }

  private void addValue(Digest digest, Keyspace keyspace, Header header) {
    digest.mix(codeOf(header.type()));
    switch (header.type()) {
      case STRING -> addString(digest, strings.valueOf(keyspace, header));
      case SET -> addSet(digest, sets.valueOf(keyspace, header));
      case HASH -> addHash(digest, hashes.valueOf(keyspace, header));
      case ZSET -> addSortedSet(digest, sortedSets.valueOf(keyspace, header));
      case LIST -> addList(digest, lists.valueOf(keyspace, header));
      case STREAM -> throw new IllegalStateException("no digest of a " + header.type().redisName());
    }
    if (header.expires()) {
      digest.xor(EXPIRES);
    }
  }

  private static void addString(Digest digest, StringValue value) {
    Digest.Mixing content = digest.mixing();
    StringValue.Pieces pieces = value.pieces();
    for (byte[] piece = pieces.next(); piece != null; piece = pieces.next()) {
      content.add(piece, 0, piece.length);
    }
    content.finish();
  }

  private static void addSortedSet(Digest digest, SortedSetValue value) {
    try (SortedSetEntries entries = value.entries()) {
      while (entries.next()) {
        Digest entry = new Digest();
        entry.mix(entries.member());
        entry.mix(DoubleFormat.format(entries.score()).getBytes(StandardCharsets.ISO_8859_1));
        digest.xor(entry);
      }
    }
  }

  private static void addList(Digest digest, ListValue value) {
    try (ListCursor elements = value.elements()) {
      while (elements.next()) {
        digest.mix(elements.value());
      }
    }
  }

  private static void addSet(Digest digest, SetValue value) {
    try (MemberStream members = value.members()) {
      while (members.next()) {
        digest.xor(members.member());
      }
    }
  }

  private static void addHash(Digest digest, HashValue value) {
    try (FieldStream fields = value.fields()) {
      while (fields.next()) {
        Digest field = new Digest();
        field.mix(fields.field());
        field.mix(fields.value());
        digest.xor(field);
      }
    }
  }

  /** Returns the number that Redis's object types have. */
  private static int codeOf(ValueType type) {
    return switch (type) {
      case STRING -> 0;
      case LIST -> 1;
      case SET -> 2;
      case ZSET -> 3;
      case HASH -> 4;
      case STREAM -> 6;
    };
  }
}
