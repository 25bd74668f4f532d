package io.dredis.server.command.string;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.server.command.CommandException;
import io.dredis.server.command.Errors;
import io.dredis.server.command.SnapshotSource;
import io.dredis.server.resp.Reply;
import io.dredis.server.resp.RespWriter;
import org.junit.jupiter.api.Test;

class StringRepliesTest {
  private final SnapshotSource snapshots =
      () -> {
        throw new AssertionError("no snapshot is needed");
      };

  @Test
  void aReplyIsClosedWhenTheWriteAfterItFails() {
    Streamed reply = new Streamed();
    Runnable failing =
        () -> {
          throw new CommandException(Errors.STRING_TOO_LONG);
        };
    assertThrows(CommandException.class, () -> snapshots.followedBy(reply, failing));
    assertTrue(reply.closed);
  }

  @Test
  void aReplyStaysOpenWhenTheWriteAfterItSucceeds() {
    Streamed reply = new Streamed();
    assertSame(reply, snapshots.followedBy(reply, () -> {}));
    assertFalse(reply.closed);
  }

  private static final class Streamed implements Reply.Streamed {
    private boolean closed;

    @Override
    public void writeTo(RespWriter out) {}

    @Override
    public void close() {
      closed = true;
    }
  }
}
