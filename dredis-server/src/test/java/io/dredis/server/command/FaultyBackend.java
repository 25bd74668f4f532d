package io.dredis.server.command;

import io.dredis.storage.backend.Backend;
import io.dredis.storage.backend.BackendException;
import io.dredis.storage.backend.BackendType;
import io.dredis.storage.backend.Backends;
import io.dredis.storage.backend.Batch;
import io.dredis.storage.backend.CommitException;
import io.dredis.storage.backend.Cursor;
import io.dredis.storage.backend.Snapshot;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A backend in memory that refuses to commit, read or sync when it is told to. */
final class FaultyBackend implements BackendType, Backend {
  private final Backend inner = Backends.named("memory").open(null, Map.of(), false);
  private volatile long largestCommitBytes = Long.MAX_VALUE;
  private volatile boolean readsFail;
  private volatile boolean syncsFail;
  private volatile int recordsWorthAThread = Integer.MAX_VALUE;
  private volatile CountDownLatch held = new CountDownLatch(0);
  private final AtomicInteger commits = new AtomicInteger();

  /** Lets other threads commit what several clients wrote, however little that is. */
  void letOtherThreadsCommit() {
    recordsWorthAThread = 1;
  }

  /** Lets commits wait. */
  void holdCommits() {
    held = new CountDownLatch(1);
  }

  /** Lets commits wait no more. */
  void releaseCommits() {
    held.countDown();
  }

  void failCommits(boolean fail) {
    largestCommitBytes = fail ? -1 : Long.MAX_VALUE;
  }

  /** Refuses commits of more bytes than this. */
  void failCommitsOver(long bytes) {
    largestCommitBytes = bytes;
  }

  void failReads(boolean fail) {
    readsFail = fail;
  }

  void failSyncs(boolean fail) {
    syncsFail = fail;
  }

  /** Counts commits from 0 again. */
  void forgetCommits() {
    commits.set(0);
  }

  /** Returns how often something was committed. */
  int commits() {
    return commits.get();
  }

  @Override
  public String name() {
    return "faulty";
  }

  @Override
  public boolean persistent() {
    return false;
  }

  @Override
  public boolean gainsFromCache() {
    return false;
  }

  @Override
  public int recordsWorthAThread() {
    return recordsWorthAThread;
  }

  @Override
  public Map<String, Object> defaultOptions() {
    return Map.of();
  }

  @Override
  public Backend open(Path directory, Map<String, Object> options, boolean readOnly) {
    return this;
  }

  @Override
  public byte[] get(byte[] key) {
    checkReads();
    return inner.get(key);
  }

  @Override
  public byte[][] getAll(List<byte[]> keys) {
    checkReads();
    return inner.getAll(keys);
  }

  @Override
  public Cursor cursor() {
    checkReads();
    return inner.cursor();
  }

  private void checkReads() {
    if (readsFail) {
      throw new BackendException("unreadable");
    }
  }

  @Override
  public Snapshot snapshot() {
    return inner.snapshot();
  }

  @Override
  public void commit(Batch batch) {
    try {
      held.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    if (batch.byteSize() > largestCommitBytes) {
      throw new CommitException(CommitException.Outcome.NOT_APPLIED, "no space left");
    }
    commits.incrementAndGet();
    inner.commit(batch);
  }

  @Override
  public void sync() {
    if (syncsFail) {
      throw new BackendException("disk on fire");
    }
  }

  @Override
  public long sizeOnDisk() {
    return inner.sizeOnDisk();
  }

  @Override
  public void close() {
    inner.close();
  }
}
