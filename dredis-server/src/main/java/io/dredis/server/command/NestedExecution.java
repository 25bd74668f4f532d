package io.dredis.server.command;

import io.dredis.server.resp.Reply;
import io.dredis.server.resp.RespWriter;
import io.dredis.server.session.Session;
import io.dredis.storage.backend.CommitException;
import io.dredis.storage.keyspace.Store;
import io.dredis.storage.keyspace.StoreSnapshot;
import io.dredis.storage.transaction.Savepoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Runs commands as parts of another one, EXEC or a script, so that all of it is one transaction:
 * nothing is committed from its first write to its end, and nobody waits in it.
 *
 * <p>Handlers take their snapshots here. As long as the running command has written nothing, they
 * get a real one, and large replies are streamed as ever. After its first write there is none that
 * would show the present state, so that what is streamed otherwise is written into memory at once,
 * before the next write. A budget limits what all clients together have there.
 *
 * <p>A part that meets a held key ends the whole command, which is executed again later, as long as
 * everything it has done is undone with the store. Afterwards that would repeat what others have
 * seen, so it breaks the hold instead ({@link HeldKeys}).
 *
 * <p>Used under the execution lock, except that replies are let go of without it.
 */
public final class NestedExecution implements SnapshotSource {
  /** The most that may be pending, and the most that replies may take of the heap. */
  private static final long MAX_PENDING_BYTES = Runtime.getRuntime().maxMemory() / 4;

  private static final long MAX_REPLY_BYTES = Runtime.getRuntime().maxMemory() / 8;

  /** What a reply takes beside the bytes it carries, about. */
  private static final long REPLY_BYTES = 32;

  private final Store store;
  private final SnapshotSource committing;
  private final HeldKeys heldKeys;
  private final Supplier<Dispatcher> dispatcher;
  private final long maxReplyBytes;

  /** The bytes of all replies that have not been written or dropped yet. */
  private final AtomicLong replyBytes = new AtomicLong();

  /** The innermost command that runs others now, or null. */
  private Parts current;

  /** Whether the running part was given a view that the next write makes untrue. */
  private boolean viewTaken;

  /**
   * No command runs yet.
   *
   * @param committing takes snapshots where nothing is nested, and commits what is pending for them
   * @param dispatcher runs the parts; asked for when the first one runs
   */
  public NestedExecution(
      Store store, SnapshotSource committing, HeldKeys heldKeys, Supplier<Dispatcher> dispatcher) {
    this(store, committing, heldKeys, dispatcher, MAX_REPLY_BYTES);
  }

  NestedExecution(
      Store store,
      SnapshotSource committing,
      HeldKeys heldKeys,
      Supplier<Dispatcher> dispatcher,
      long maxReplyBytes) {
    this.store = store;
    this.committing = committing;
    this.heldKeys = heldKeys;
    this.dispatcher = dispatcher;
    this.maxReplyBytes = maxReplyBytes;
  }

  // ---- Running parts

  /** Begins to run parts of the command whose handler calls this, which closes it when it ends. */
  public Parts begin() {
    current = new Parts(current);
    return current;
  }

  /**
   * Requires that the keys which requests say they write may be written, before the first of them
   * is run.
   *
   * @param database where the first one is run; the others where a SELECT among them leads
   * @throws HeldKeyException when the command has to be executed again later
   */
  public void requireWritable(int database, List<byte[][]> requests) {
    if (heldKeys.any()) {
      heldKeys.requireWritable(WrittenKeys.of(requests, this::find, database));
    }
  }

  /**
   * Requires that keys may be written.
   *
   * @throws HeldKeyException when the command has to be executed again later
   */
  public void requireWritable(List<HeldKeys.Key> keys) {
    heldKeys.requireWritable(keys);
  }

  /** Returns the command or subcommand that a request names, or null when there is none. */
  public Command find(byte[][] request) {
    return dispatcher.get().find(request);
  }

  /**
   * Counts the errors that stand inside the reply of a command.
   *
   * @param failures those that are not the whole reply
   */
  public void countInner(Command command, List<Reply.Failure> failures) {
    dispatcher.get().countInner(command, failures);
  }

  /** The parts of one command. */
  public final class Parts implements AutoCloseable {
    private final Parts outerOrNull;
    private final Savepoint begin = store.savepoint();
    private RuntimeException failureOrNull;
    private int protocol;
    private long ownReplyBytes;

    private Parts(Parts outerOrNull) {
      this.outerOrNull = outerOrNull;
    }

    /**
     * Executes a request as the next part, counted as a call of its command, without any generic
     * check. An error undoes what the part has written, and no more.
     *
     * @param session who calls it: its database and protocol version count
     * @param inMemory whether a streamed reply must come as a {@link BufferedReply}
     * @throws HeldKeyException when the whole command has to be executed again later; its handler
     *     lets it pass, and has nothing to put right but the choice of a database
     */
    public Reply execute(Session session, Command command, byte[][] request, boolean inMemory) {
      boolean outerViewTaken = viewTaken;
      viewTaken = false;
      protocol = session.protocol();
      if (!command.staysInStore()) {
        leaveStore();
      }
      try {
        return dispatcher
            .get()
            .executePart(session, command, request, reply -> finish(reply, inMemory));
      } finally {
        viewTaken = outerViewTaken;
      }
    }

    /**
     * Says that something is about to be done that is not undone with the store, so that the
     * command must not be executed again.
     */
    public void leaveStore() {
      heldKeys.setBreaking(true);
    }

    /** Refuses a request, which is counted as every refusal, and returns the reply to it. */
    public Reply.Failure refuse(Command commandOrNull, String refusal) {
      return dispatcher.get().refusePart(commandOrNull, refusal);
    }

    private Reply finish(Reply reply, boolean inMemory) {
      boolean kept = false;
      try {
        requireRoomForWrites();
        Reply finished =
            reply instanceof Reply.Streamed streamed && (viewTaken || inMemory)
                ? buffered(streamed, protocol)
                : reply;
        reserve(sizeOf(finished));
        kept = true;
        return finished;
      } finally {
        if (!kept && reply instanceof Reply.Streamed streamed) {
          streamed.close();
        }
      }
    }

    private void reserve(long bytes) {
      if (replyBytes.get() + bytes > maxReplyBytes) {
        throw new CommandException(Errors.REPLIES_TOO_LARGE);
      }
      replyBytes.addAndGet(bytes);
      ownReplyBytes += bytes;
    }

    /** Lets go of the replies so far, which are not kept any longer. */
    public void forgetReplies() {
      replyBytes.addAndGet(-ownReplyBytes);
      ownReplyBytes = 0;
    }

    /** Returns what lets go of the replies so far, when they will have been written. */
    public Runnable handOverReplies() {
      long bytes = ownReplyBytes;
      ownReplyBytes = 0;
      return () -> replyBytes.addAndGet(-bytes);
    }

    /**
     * Requires that the command may go on: that no part of it has met what ends all of it, as a
     * commit that failed.
     *
     * @throws RuntimeException what the handler of the command is to throw
     */
    public void requireIntact() {
      for (Parts parts = this; parts != null; parts = parts.outerOrNull) {
        if (parts.failureOrNull != null) {
          throw parts.failureOrNull;
        }
      }
    }

    private boolean hasWritten() {
      return store.changedSince(outermost().begin);
    }

    private Parts outermost() {
      Parts parts = this;
      while (parts.outerOrNull != null) {
        parts = parts.outerOrNull;
      }
      return parts;
    }

    private <E extends RuntimeException> E failed(E failure) {
      failureOrNull = failure;
      return failure;
    }

    private void requireRoomForWrites() {
      if (hasWritten() && store.pendingBytes() > MAX_PENDING_BYTES) {
        throw failed(new CommandException(Errors.TRANSACTION_TOO_LARGE));
      }
    }

    @Override
    public void close() {
      forgetReplies();
      store.release(begin);
      current = outerOrNull;
      if (current == null) {
        heldKeys.setBreaking(false);
      }
    }
  }

  // ---- Snapshots

  /**
   * {@inheritDoc} Within a command that runs others and has written, it is a view of the present
   * state instead.
   */
  @Override
  public StoreSnapshot snapshot() {
    if (current == null) {
      return committing.snapshot();
    }
    current.requireRoomForWrites();
    if (current.hasWritten()) {
      viewTaken = true;
      return store.presentView();
    }
    try {
      return committing.snapshot();
    } catch (CommitException e) {
      // What this command saw before has not happened.
      throw current.failed(e);
    }
  }

  @Override
  public Reply followedBy(Reply reply, Runnable write) {
    Reply kept =
        viewTaken && reply instanceof Reply.Streamed streamed
            ? buffered(streamed, current.protocol)
            : reply;
    return SnapshotSource.super.followedBy(kept, write);
  }

  // ---- Replies in memory

  /** Writes a reply into memory and closes it. */
  private Reply buffered(Reply.Streamed reply, int protocol) {
    if (reply instanceof BufferedReply) {
      return reply;
    }
    Bounded bytes = new Bounded();
    try (reply) {
      RespWriter writer = new RespWriter(bytes);
      writer.setProtocol(protocol);
      writer.write(reply);
      writer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new BufferedReply(bytes.toByteArray());
  }

  /** Memory for a reply, as far as the budget goes. */
  private final class Bounded extends OutputStream {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public void write(int value) {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] source, int from, int length) {
      if (replyBytes.get() + bytes.size() + length > maxReplyBytes) {
        throw new CommandException(Errors.REPLIES_TOO_LARGE);
      }
      bytes.write(source, from, length);
    }

    byte[] toByteArray() {
      return bytes.toByteArray();
    }
  }

  private static long sizeOf(Reply reply) {
    return REPLY_BYTES
        + switch (reply) {
          case Reply.Bulk bulk -> bulk.bytes().length;
          case BufferedReply buffered -> buffered.bytes().length;
          case Reply.Verbatim verbatim -> verbatim.bytes().length;
          case Reply.Array array -> sizeOf(array.elements());
          case Reply.MapOf map -> sizeOf(map.keysAndValues());
          case Reply.SetOf set -> sizeOf(set.elements());
          default -> 0;
        };
  }

  private static long sizeOf(Iterable<? extends Reply> replies) {
    long sum = 0;
    for (Reply reply : replies) {
      sum += sizeOf(reply);
    }
    return sum;
  }
}
