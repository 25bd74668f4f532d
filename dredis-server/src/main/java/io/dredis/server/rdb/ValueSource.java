package io.dredis.server.rdb;

import io.dredis.rdb.RdbType;
import io.dredis.rdb.ValueVisitor;
import io.dredis.server.command.DataTypes;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.keyspace.Keyspace;
import io.dredis.storage.type.FieldStream;
import io.dredis.storage.type.HashValue;
import io.dredis.storage.type.ListCursor;
import io.dredis.storage.type.ListValue;
import io.dredis.storage.type.MemberStream;
import io.dredis.storage.type.SetValue;
import io.dredis.storage.type.SortedSetEntries;
import io.dredis.storage.type.SortedSetValue;
import java.io.IOException;

/** Tells a visitor of the values in a keyspace, element by element. */
public final class ValueSource {
  private final DataTypes types;

  /** A source of values of these types. */
  public ValueSource(DataTypes types) {
    this.types = types;
  }

  /**
   * Tells of a value.
   *
   * @param header the header that the keyspace has for the key
   */
  public void tell(Keyspace keyspace, Header header, ValueVisitor visitor) throws IOException {
    switch (header.type()) {
      case STRING -> visitor.string(types.strings().valueOf(keyspace, header).bytes());
      case LIST -> tell(types.lists().valueOf(keyspace, header), visitor);
      case SET -> tell(types.sets().valueOf(keyspace, header), visitor);
      case HASH -> tell(types.hashes().valueOf(keyspace, header), visitor);
      case ZSET -> tell(types.sortedSets().valueOf(keyspace, header), visitor);
      case STREAM -> throw new IllegalStateException("dredis has no streams yet");
    }
  }

  private static void tell(ListValue list, ValueVisitor visitor) throws IOException {
    visitor.beginValue(RdbType.LIST, list.length());
    try (ListCursor elements = list.elements()) {
      while (elements.next()) {
        visitor.element(elements.value());
      }
    }
    visitor.endValue();
  }

  private static void tell(SetValue set, ValueVisitor visitor) throws IOException {
    visitor.beginValue(RdbType.SET, set.size());
    try (MemberStream members = set.members()) {
      while (members.next()) {
        visitor.element(members.member());
      }
    }
    visitor.endValue();
  }

  private static void tell(HashValue hash, ValueVisitor visitor) throws IOException {
    visitor.beginValue(RdbType.HASH, hash.size());
    try (FieldStream fields = hash.fields()) {
      while (fields.next()) {
        visitor.field(fields.field(), fields.value());
      }
    }
    visitor.endValue();
  }

  private static void tell(SortedSetValue sortedSet, ValueVisitor visitor) throws IOException {
    visitor.beginValue(RdbType.ZSET_2, sortedSet.count());
    try (SortedSetEntries entries = sortedSet.entries()) {
      while (entries.next()) {
        visitor.member(entries.member(), entries.score());
      }
    }
    visitor.endValue();
  }
}
