package io.dredis.server.command.set;

import io.dredis.server.command.set.MemberReplies.Members;
import io.dredis.server.resp.Reply;
import io.dredis.server.resp.RespWriter;
import io.dredis.storage.keyspace.Keyspace;
import io.dredis.storage.keyspace.StoreSnapshot;
import io.dredis.storage.type.MemberStream;
import io.dredis.storage.type.Sets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A reply that is many members, written from a snapshot. Their number comes first in the reply, so
 * when it is not known they are worked out twice, unless all fit a buffer.
 */
final class StreamedMembers implements Reply.Streamed {
  private static final long BUFFER_BYTES = 1 << 20;
  private static final int ENTRY_BYTES = 32;

  private final StoreSnapshot snapshot;
  private final Sets sets;
  private final int database;
  private final Members members;

  /** The reply; it owns the snapshot. */
  StreamedMembers(StoreSnapshot snapshot, Sets sets, int database, Members members) {
    this.snapshot = snapshot;
    this.sets = sets;
    this.database = database;
    this.members = members;
  }

  @Override
  public void writeTo(RespWriter out) throws IOException {
    Keyspace keyspace = snapshot.database(database);
    long count = members.countOrUnknown();
    if (count == Members.UNKNOWN) {
      List<byte[]> buffer = new ArrayList<>();
      count = count(keyspace, buffer);
      if (count == buffer.size()) {
        header(out, count);
        for (byte[] member : buffer) {
          out.bulk(member);
        }
        return;
      }
    }
    header(out, count);
    try (MemberStream stream = members.open(sets, keyspace)) {
      while (stream.next()) {
        out.bulk(stream.member());
      }
    }
  }

  /** Returns how many members there are, and puts all of them into a buffer if they fit. */
  private long count(Keyspace keyspace, List<byte[]> buffer) {
    long count = 0;
    long bytes = 0;
    try (MemberStream stream = members.open(sets, keyspace)) {
      for (; stream.next(); count++) {
        if (bytes <= BUFFER_BYTES) {
          byte[] member = stream.member();
          bytes += member.length + ENTRY_BYTES;
          buffer.add(member);
        }
      }
    }
    if (bytes > BUFFER_BYTES) {
      buffer.clear();
    }
    return count;
  }

  private void header(RespWriter out, long count) throws IOException {
    if (members.asSet()) {
      out.setHeader(count);
    } else {
      out.arrayHeader(count);
    }
  }

  @Override
  public void close() {
    snapshot.close();
  }
}
